//! Documents for the tests of all formats: small, and with everything in them that a format must carry.
//!
//! The texts are those of the four input documents, cut. Byte ranges are in order but not those of a file, since no
//! format looks at the source.

use crate::language::PhraseClass;
use crate::link::Linked;
use crate::model::{
    AgendaItem, Annex, Block, ConclusionLine, ConclusionRole, CoverLine, CoverRole, DatePrecision, Document,
    DocumentClass, EId, Emphasis, Fact, Formula, Furniture, FurnitureReason, Generator, Inline, List, Mark, Metadata,
    Note, NoteMarker, Number, Organ, Origin, Paragraph, ParagraphRole, Passage, Preamble, PreambularParagraph,
    Reference, ReferenceKind, SCHEMA_VERSION, Section, SectionKind, Session, SessionKind, SourceFile, Subparagraph,
    Target, Title,
};
use crate::source::Span;

/// Every fixture.
pub(super) fn all() -> Vec<Document> {
    vec![resolution(), declaration(), letter(), report(), empty(), hostile()]
}

/// A document as `link` would hand it over.
pub(super) fn linked(document: &Document) -> Linked {
    Linked::from_json(&super::json::of(document), &crate::language::ALL).unwrap()
}

fn eid(id: &str) -> EId {
    EId(id.to_owned())
}

/// A text.
pub(super) fn text(text: &str) -> Passage {
    let bytes = text.len();
    Passage { text: text.to_owned(), spans: Vec::new(), source: vec![Span::new(0, bytes.min(1))] }
}

impl Passage {
    /// With `mark` over the first place of `part`.
    fn with(mut self, part: &str, mark: Mark) -> Self {
        let byte = self.text.find(part).unwrap();
        let count = |text: &str| u32::try_from(text.chars().count()).unwrap();
        let start = count(&self.text[..byte]);
        self.spans.push(Inline { start, end: start + count(part), mark });
        self.spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        self
    }

    /// With a call of `note` after `part`.
    fn calls(mut self, part: &str, marker: &str, note: Option<&str>) -> Self {
        let byte = self.text.find(part).unwrap() + part.len();
        let start = u32::try_from(self.text[..byte].chars().count()).unwrap();
        let mark = Mark::NoteCall { marker: marked(marker), note: note.map(eid) };
        self.spans.push(Inline { start, end: start, mark });
        self.spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        self
    }

    fn refers(self, part: &str, id: &str) -> Self {
        self.with(part, Mark::Reference { reference: eid(id) })
    }

    fn dated(self, part: &str, iso: &str, precision: DatePrecision) -> Self {
        self.with(part, Mark::Date { iso: iso.to_owned(), precision, inherited_year: false })
    }

    fn organ(self, part: &str, id: &str) -> Self {
        self.with(part, Mark::Organization { id: id.to_owned() })
    }

    fn role(self, part: &str, id: &str) -> Self {
        self.with(part, Mark::Role { id: id.to_owned() })
    }

    fn opens(self, part: &str) -> Self {
        self.with(part, Mark::OpeningPhrase { class: Some(PhraseClass::Declaratory) })
    }

    fn bold(self, part: &str) -> Self {
        self.with(part, Mark::Emphasis { style: Emphasis::Bold })
    }
}

fn number(printed: &str, canonical: &str) -> Number {
    Number { printed: printed.to_owned(), canonical: canonical.to_owned(), source: Span::new(0, 1) }
}

fn marked(canonical: &str) -> NoteMarker {
    let printed = canonical.replace('1', "¹").replace('2', "²").replace('3', "³");
    NoteMarker { printed, canonical: canonical.to_owned(), source: Span::new(0, 2) }
}

fn note(id: &str, marker: &str, passage: Passage) -> Note {
    Note { eid: eid(id), marker: marked(marker), passage, called_from: None }
}

fn cover(role: CoverRole, passage: Passage) -> CoverLine {
    CoverLine { role, passage }
}

fn closing(role: ConclusionRole, passage: Passage) -> ConclusionLine {
    ConclusionLine { role, passage }
}

fn title(printed: Option<Number>, passage: Passage, subtitles: Vec<CoverLine>) -> Title {
    Title { number: printed, passage, subtitles }
}

fn preambular(id: &str, passage: Passage) -> PreambularParagraph {
    PreambularParagraph { eid: eid(id), number: None, passage, chapeau_as_heading: false, items: Vec::new() }
}

fn paragraph(id: &str, printed: &str, passage: Passage, subparagraphs: Vec<Subparagraph>) -> Block {
    let number = (!printed.is_empty()).then(|| number(printed, printed.trim_end_matches('.')));
    let role = if number.is_some() { ParagraphRole::Operative } else { ParagraphRole::Narrative };
    Block::Paragraph(Paragraph { eid: eid(id), role, number, passage, subparagraphs })
}

fn item(id: &str, printed: Option<Number>, passage: Passage, subparagraphs: Vec<Subparagraph>) -> Subparagraph {
    Subparagraph { eid: eid(id), number: printed, passage, subparagraphs }
}

fn section(id: &str, level: SectionKind, printed: Option<Number>, heading: Passage, blocks: Vec<Block>) -> Block {
    Block::Section(Section { eid: eid(id), level, number: printed, heading, blocks })
}

fn reference(id: &str, kind: ReferenceKind, printed: &str, target: Target) -> Reference {
    let node = id.split("__").next().unwrap();
    Reference {
        eid: eid(id),
        kind,
        text: printed.to_owned(),
        node: eid(node),
        symbol: None,
        locator: None,
        cited_date: None,
        target,
    }
}

fn work(iri: &str, symbol: &str) -> Target {
    Target::Work { iri: iri.to_owned(), url: format!("https://docs.un.org/zh/{symbol}") }
}

fn symbol(symbol: &str) -> Target {
    Target::Symbol { url: format!("https://docs.un.org/zh/{symbol}") }
}

fn organ(id: &str, name: &str) -> Fact<Organ> {
    Fact::text(Organ { id: id.to_owned(), name: name.to_owned() })
}

fn session(organ: &str, kind: SessionKind, number: u32, printed: &str) -> Fact<Session> {
    Fact::text(Session { organ: organ.to_owned(), kind, number, printed: printed.to_owned() })
}

fn stated(value: &str) -> Fact<String> {
    Fact::text(value.to_owned())
}

fn document(class: DocumentClass, path: &str) -> Document {
    Document {
        schema_version: SCHEMA_VERSION.to_owned(),
        generator: Generator { name: "declc".to_owned(), version: "0.1.0".to_owned() },
        source: SourceFile {
            path: path.to_owned(),
            sha256: "0".repeat(64),
            bytes: 1,
            encoding: "utf-8".to_owned(),
            decoded: None,
        },
        metadata: Metadata::new(Fact::derived(class), Fact::derived("zh".to_owned())),
        cover: Vec::new(),
        title: None,
        preamble: None,
        body: Vec::new(),
        conclusions: Vec::new(),
        annexes: Vec::new(),
        notes: Vec::new(),
        references: Vec::new(),
        mandates: Vec::new(),
        furniture: Vec::new(),
    }
}

/// A document of which nothing was recognised.
pub(super) fn empty() -> Document {
    document(DocumentClass::Unstructured, "input/nothing at all.zh.txt")
}

/// General Assembly resolution 75/291.
pub(super) fn resolution() -> Document {
    let mut it = document(DocumentClass::Resolution, "input/a-res-75-291.zh.txt");
    let meta = &mut it.metadata;
    meta.symbol = Some(Fact::derived("A/RES/75/291".to_owned()));
    meta.number = Some(Fact::derived("75-291".to_owned()));
    meta.title = Some(stated("联合国全球反恐战略：第七次审查"));
    meta.author = Some(organ("unga", "大会"));
    meta.organs = vec![organ("unga", "大会")];
    meta.sessions = vec![session("unga", SessionKind::Session, 75, "第七十五届会议")];
    meta.agenda_items = vec![Fact::text(AgendaItem {
        number: "123".to_owned(),
        title: Some("联合国全球反恐战略".to_owned()),
    })];
    meta.date = Some(stated("2021-06-30"));
    meta.issued = Some(Fact { value: "2021-07-02".to_owned(), origin: Origin::Sidecar });
    meta.draft_symbol = Some(stated("A/75/L.105"));
    meta.work_iri = Some(Fact::derived("/akn/un/statement/deliberation/unga/2021-06-30/75-291".to_owned()));
    it.cover = vec![
        cover(CoverRole::Session, text("第七十五届会议")),
        cover(CoverRole::AgendaItem, text("议程项目 123")),
        cover(CoverRole::AgendaTitle, text("联合国全球反恐战略")),
        cover(
            CoverRole::Adoption,
            text("2021年6月30日大会决议")
                .dated("2021年6月30日", "2021-06-30", DatePrecision::Day)
                .organ("大会", "unga"),
        ),
        cover(
            CoverRole::Provenance,
            text("[未经发交主要委员会而通过(A/75/L.105)]").refers("A/75/L.105", "coverPage__container_1__ref_1"),
        ),
    ];
    it.title = Some(title(
        Some(number("75/291.", "75/291")),
        text("联合国全球反恐战略：第七次审查").calls("审查", "*", Some("authorialNote_9")),
        Vec::new(),
    ));
    it.preamble = Some(resolution_preamble());
    it.body = resolution_body();
    it.conclusions = vec![
        closing(ConclusionRole::Date, text("2021年6月30日").dated("2021年6月30日", "2021-06-30", DatePrecision::Day)),
        closing(ConclusionRole::Meeting, text("第 88 次全体会议")),
    ];
    it.notes = vec![
        note("authorialNote_9", "*", text("因技术原因重新印发。")),
        note("authorialNote_1", "1", text("第 53/243 A 和 B 号决议。").refers("53/243 A", "authorialNote_1__ref_1")),
        note("authorialNote_2", "2", text("见 A/70/674。")),
    ];
    it.references = resolution_references();
    it.furniture = vec![Furniture {
        reason: FurnitureReason::MarkdownSyntax,
        text: "**".to_owned(),
        occurrences: vec![Span::new(3, 5), Span::new(9, 11)],
    }];
    it
}

fn resolution_preamble() -> Preamble {
    Preamble {
        formula: Some(Formula { eid: eid("formula_1"), passage: text("大会，").organ("大会", "unga") }),
        paragraphs: vec![
            preambular(
                "container_1",
                text("重申其 2006 年 9 月 8 日第 60/288 号决议所载《联合国全球反恐战略》，")
                    .opens("重申")
                    .refers("2006 年 9 月 8 日第 60/288 号决议", "container_1__ref_1")
                    .dated("2006 年 9 月 8 日", "2006-09-08", DatePrecision::Day)
                    .with("联合国全球反恐战略", Mark::CitedTitle),
            ),
            preambular(
                "container_2",
                text("回顾《和平文化宣言》，又称 A&B < C > \"D\"，").opens("回顾").calls(
                    "》，",
                    "1",
                    Some("authorialNote_1"),
                ),
            ),
            preambular(
                "container_3",
                text("还回顾纪念日8月21日和2021年6月31日，")
                    .dated("8月21日", "--08-21", DatePrecision::Yearless)
                    .dated("2021年6月31日", "2021-06-31", DatePrecision::Day),
            ),
        ],
        operative_formula: None,
    }
}

fn resolution_body() -> Vec<Block> {
    vec![
        paragraph(
            "para_1",
            "1.",
            text("再次明确强烈谴责一切形式和表现的恐怖主义；").opens("再次明确强烈谴责").bold("再次明确强烈谴责"),
            Vec::new(),
        ),
        section(
            "dvs_I",
            SectionKind::Division,
            Some(number("支柱一：", "I")),
            text("采取措施消除助长恐怖主义的条件"),
            vec![
                paragraph(
                    "para_2",
                    "2.",
                    text("促请所有会员国：")
                        .opens("促请")
                        .organ("会员国", "memberState"),
                    vec![
                        item("para_2__list_1__point_a", Some(number("(a)", "a")), text("加入公约；"), Vec::new()),
                        item(
                            "para_2__list_1__point_b",
                            Some(number("(b)", "b")),
                            text("采取下列措施，同时铭记上文第1段、第1至3段和**附件**："),
                            vec![
                                item("para_2__list_1__point_b__list_1__point_i", Some(number("㈠", "i")), text("甲；"), Vec::new()),
                                item("para_2__list_1__point_b__list_1__point_ii", Some(number("㈡", "ii")), text("乙；"), Vec::new()),
                            ],
                        ),
                    ],
                ),
                Block::Paragraph(Paragraph {
                    eid: eid("para_2__al_1"),
                    role: ParagraphRole::Continuation,
                    number: None,
                    passage: text("并请它们在 2022 年 2 月之前提出报告；").dated("2022 年 2 月", "2022-02", DatePrecision::Month),
                    subparagraphs: Vec::new(),
                }),
                paragraph(
                    "para_3",
                    "3.",
                    text("重申上文第1段、第1至3段、第99段、本决议以及安全理事会第1373(2001)、1624(2005)号决议和 A/71/858、A/71/859 号文件，请秘书长报告；")
                        .opens("重申")
                        .refers("第1段", "para_3__ref_1")
                        .refers("第1至3段", "para_3__rref_1")
                        .refers("第99段", "para_3__ref_2")
                        .refers("本决议", "para_3__ref_3")
                        .with("第1373(2001)、1624(2005)号决议", Mark::ReferenceList { eid: eid("para_3__mref_1") })
                        .refers("第1373(2001)", "para_3__mref_1__ref_1")
                        .refers("1624(2005)号决议", "para_3__mref_1__ref_2")
                        .with("A/71/858、A/71/859 号文件", Mark::ReferenceList { eid: eid("para_3__mref_2") })
                        .refers("A/71/858", "para_3__mref_2__ref_1")
                        .refers("A/71/859", "para_3__mref_2__ref_2")
                        .role("秘书长", "secretaryGeneral")
                        .calls("报告", "2", Some("authorialNote_2"))
                        .calls("A/71/858", "1", Some("authorialNote_1"))
                        .calls("；", "3", None),
                    Vec::new(),
                ),
            ],
        ),
    ]
}

fn resolution_references() -> Vec<Reference> {
    let unsc = "/akn/un/statement/deliberation/unsc";
    vec![
        reference(
            "coverPage__container_1__ref_1",
            ReferenceKind::Document,
            "A/75/L.105",
            work("/akn/un/statement/deliberation/unga/2021-06-23/A-75-L.105", "A/75/L.105"),
        ),
        reference(
            "container_1__ref_1",
            ReferenceKind::Resolution,
            "第 60/288 号决议",
            work("/akn/un/statement/deliberation/unga/2006-09-08/60-288", "A/RES/60/288"),
        ),
        reference("authorialNote_1__ref_1", ReferenceKind::Resolution, "53/243 A", symbol("A/RES/53/243[A]")),
        reference("para_3__ref_1", ReferenceKind::Paragraph, "第1段", Target::Node { eid: eid("para_1") }),
        reference(
            "para_3__rref_1",
            ReferenceKind::Paragraph,
            "第1至3段",
            Target::Range { from: eid("para_1"), to: eid("para_3") },
        ),
        reference("para_3__ref_2", ReferenceKind::Paragraph, "第99段", Target::Node { eid: eid("para_99") }),
        reference("para_3__ref_3", ReferenceKind::ThisDocument, "本决议", Target::ThisDocument),
        reference(
            "para_3__mref_1__ref_1",
            ReferenceKind::Resolution,
            "第1373(2001)",
            work(&format!("{unsc}/2001-09-28/1373-2001"), "S/RES/1373(2001)"),
        ),
        reference("para_3__mref_1__ref_2", ReferenceKind::Resolution, "1624(2005)号决议", symbol("S/RES/1624 (2005)")),
        reference("para_3__mref_2__ref_1", ReferenceKind::Document, "A/71/858", symbol("A/71/858")),
        reference("para_3__mref_2__ref_2", ReferenceKind::Document, "A/71/859", symbol("A/71/859")),
    ]
}

/// The Delhi Declaration.
pub(super) fn declaration() -> Document {
    let mut it = document(DocumentClass::Declaration, "input/delhi-declaration.zh.txt");
    let meta = &mut it.metadata;
    meta.number = Some(Fact::derived("delhi-declaration".to_owned()));
    meta.title = Some(stated("关于打击为恐怖主义目的 使用新技术的 德里宣言"));
    meta.short_title = Some(stated("德里宣言"));
    meta.author = Some(organ("unsc-ctc", "联合国安全理事会反恐怖主义委员会"));
    meta.organs = vec![organ("unsc-ctc", "联合国安全理事会反恐怖主义委员会")];
    meta.date = Some(stated("2022-10-28/2022-10-29"));
    meta.place = Some(stated("印度"));
    it.cover = vec![
        cover(CoverRole::Organ, text("United Nations Security Council\nCounter-Terrorism Committee")),
        cover(CoverRole::ShortTitle, text("德里宣言")),
        cover(CoverRole::Organ, text("联合国安全理事会\n反恐怖主义委员会")),
        cover(
            CoverRole::PlaceDate,
            text("2022年10月28-29日，印度").dated("2022年10月28-29日", "2022-10-28/2022-10-29", DatePrecision::Range),
        ),
    ];
    it.title = Some(title(
        None,
        text("关于打击为恐怖主义目的\n使用新技术的\n德里宣言"),
        vec![cover(CoverRole::Other, text("特别会议上通过了《德里宣言》").with("德里宣言", Mark::CitedTitle))],
    ));
    let numbered = |n: usize, passage: Passage| PreambularParagraph {
        number: Some(number(&format!("{n}."), &n.to_string())),
        ..preambular(&format!("para_{n}"), passage)
    };
    it.preamble = Some(Preamble {
        formula: Some(Formula {
            eid: eid("formula_1"),
            passage: text("反恐怖主义委员会，").organ("反恐怖主义委员会", "unsc-ctc"),
        }),
        paragraphs: vec![
            numbered(1, text("重申一切形式和表现的恐怖主义；").opens("重申")),
            numbered(
                2,
                text("强调无人驾驶飞机系统(无人机系统)；")
                    .opens("强调")
                    .with("无人机系统", Mark::DefinedTerm { stands_for: "无人驾驶飞机系统".to_owned() }),
            ),
        ],
        operative_formula: None,
    });
    it.body = vec![paragraph(
        "para_3",
        "3.",
        text("敦促所有会员国，见 www.un.org；").opens("敦促").bold("敦促所有").refers("www.un.org", "para_3__ref_1"),
        Vec::new(),
    )];
    it.conclusions = vec![
        closing(ConclusionRole::Hashtag, text("#UNCTCEmergingTech")),
        closing(
            ConclusionRole::Link,
            text("https://tinyurl.com/UNCTCEmergingTech")
                .refers("https://tinyurl.com/UNCTCEmergingTech", "conclusions__container_1__ref_1"),
        ),
    ];
    let web = |url: &str| Target::Web { url: url.to_owned() };
    it.references = vec![
        reference("para_3__ref_1", ReferenceKind::Web, "www.un.org", web("https://www.un.org")),
        reference(
            "conclusions__container_1__ref_1",
            ReferenceKind::Web,
            "https://tinyurl.com/UNCTCEmergingTech",
            web("https://tinyurl.com/UNCTCEmergingTech"),
        ),
    ];
    it
}

/// The letter 17-20774 with its annexes.
pub(super) fn letter() -> Document {
    let mut it = document(DocumentClass::Letter, "input/letter-17-20774.zh.txt");
    let meta = &mut it.metadata;
    meta.title = Some(stated("2017年11月16日俄罗斯联邦常驻联合国代表给秘书长的信"));
    meta.author = Some(organ("russianFederation", "俄罗斯联邦常驻联合国代表"));
    meta.addressee = Some(organ("secretaryGeneral", "秘书长"));
    meta.organs = vec![organ("unga", "大会"), organ("unsc", "安全理事会")];
    meta.sessions = vec![
        session("unga", SessionKind::Session, 72, "大会第七十二届会议"),
        session("unsc", SessionKind::Year, 72, "第七十二年"),
    ];
    meta.agenda_items = vec![Fact::text(AgendaItem { number: "109".to_owned(), title: None })];
    meta.date = Some(stated("2017-11-16"));
    meta.issued = Some(stated("2017-11-22"));
    meta.distribution = Some(stated("General"));
    meta.original_language = Some(stated("rus"));
    meta.job_number = Some(stated("17-20774 (C)"));
    meta.signatory = Some(stated("瓦西里•涅边贾"));
    it.cover = vec![
        cover(
            CoverRole::Distribution,
            text("Distr.: General 22 November 2017").dated("22 November 2017", "2017-11-22", DatePrecision::Day),
        ),
        cover(CoverRole::Language, text("Chinese")),
        cover(CoverRole::OriginalLanguage, text("Original: Russian")),
        cover(CoverRole::Session, text("大 会 第七十二届会议 安全理事会 第七十二年").organ("安全理事会", "unsc")),
        cover(CoverRole::AgendaItem, text("议程项目 109")),
    ];
    it.title = Some(title(
        None,
        text("2017年11月16日俄罗斯联邦常驻联合国代表给秘书长的信")
            .dated("2017年11月16日", "2017-11-16", DatePrecision::Day)
            .role("秘书长", "secretaryGeneral"),
        Vec::new(),
    ));
    it.body = vec![paragraph(
        "para_1",
        "",
        text("谨随函转递公报(附件一)和清单(附件二)。")
            .refers("附件一", "para_1__ref_1")
            .refers("附件二", "para_1__ref_2"),
        Vec::new(),
    )];
    it.conclusions = vec![closing(ConclusionRole::Signature, text("瓦西里•涅边贾(签名)"))];
    it.annexes = vec![communique(), donors()];
    let annex = |n: u32| Target::Annex { eid: eid(&format!("att_{n}")), component: format!("annex_{n}") };
    it.references = vec![
        reference("para_1__ref_1", ReferenceKind::Annex, "附件一", annex(1)),
        reference("para_1__ref_2", ReferenceKind::Annex, "附件二", annex(2)),
    ];
    it.furniture = vec![Furniture {
        reason: FurnitureReason::JobNumber,
        text: "17-20774 (C)".to_owned(),
        occurrences: vec![Span::new(0, 12)],
    }];
    it
}

fn communique() -> Annex {
    let items = |list: &str| {
        let id = |n: u32| format!("{list}{n}");
        vec![
            item(&id(1), None, text("可能出现新的武装冲突温床;"), Vec::new()),
            item(&id(2), None, text("世界各地恐怖活动空前增加;"), Vec::new()),
        ]
    };
    Annex {
        eid: eid("att_1"),
        number: 1,
        heading: text("2017年11月16日俄罗斯联邦常驻联合国代表给秘书长的信的附件一"),
        cover: vec![cover(CoverRole::OriginalLanguage, text("[原件: 俄文]"))],
        title: Some(title(
            None,
            text("特勤单位、安全机构和执法机关负责人第十六次会议公报"),
            vec![cover(
                CoverRole::PlaceDate,
                text("(2017年10月4日至5日,克拉斯诺达尔)").dated(
                    "2017年10月4日至5日",
                    "2017-10-04/2017-10-05",
                    DatePrecision::Range,
                ),
            )],
        )),
        preamble: Some(Preamble {
            formula: Some(Formula { eid: eid("att_1__formula_1"), passage: text("来自75个国家的与会者,") }),
            paragraphs: vec![
                preambular("att_1__container_1", text("遵循国际法基本准则和原则,").opens("遵循")),
                PreambularParagraph {
                    chapeau_as_heading: true,
                    items: items("att_1__recs_1__rec_"),
                    ..preambular("att_1__recs_1", text("考虑到:").opens("考虑到"))
                },
                PreambularParagraph {
                    items: items("att_1__container_2__list_1__item_"),
                    ..preambular("att_1__container_2", text("确定以下优先事项:").opens("确定"))
                },
                PreambularParagraph {
                    number: Some(number("1.", "1")),
                    ..preambular("att_1__para_9", text("强调合作;").opens("强调"))
                },
            ],
            operative_formula: Some(Formula { eid: eid("att_1__formula_2"), passage: text("决定") }),
        }),
        body: vec![paragraph("att_1__para_1", "1.", text("发表一份联合声明;"), Vec::new())],
        conclusions: Vec::new(),
        notes: vec![note("att_1__authorialNote_1", "1", text("没有人调用这个脚注。"))],
    }
}

fn donors() -> Annex {
    Annex {
        eid: eid("att_2"),
        number: 2,
        heading: text("附件二"),
        cover: vec![cover(CoverRole::OriginalLanguage, text("[原件: 俄文]"))],
        title: Some(title(
            None,
            text("捐助清单").calls("捐助清单", "1", Some("att_2__authorialNote_1")),
            vec![cover(CoverRole::Byline, text("秘书长的说明"))],
        )),
        preamble: None,
        body: vec![Block::List(List {
            eid: eid("att_2__list_1"),
            items: vec![
                item("att_2__list_1__point_1", Some(number("1.", "1")), text("沙特阿拉伯"), Vec::new()),
                item(
                    "att_2__list_1__point_2",
                    Some(number("2.", "2")),
                    text("荷兰").calls("荷兰", "*", Some("att_2__authorialNote_2")),
                    Vec::new(),
                ),
            ],
        })],
        conclusions: vec![closing(ConclusionRole::Other, text("完"))],
        notes: vec![
            note("att_2__authorialNote_1", "1", text("按降序排列。")),
            note("att_2__authorialNote_2", "*", text("位次反映的是总额。")),
        ],
    }
}

/// The report A/75/729, of which the text gives neither symbol nor date.
pub(super) fn report() -> Document {
    let mut it = document(DocumentClass::Report, "input/a-75-729.zh.txt");
    it.metadata.author = Some(organ("un-sg", "秘书长"));
    it.metadata.title = Some(stated("联合国系统开展的活动"));
    it.metadata.sessions = vec![session("unga", SessionKind::Session, 75, "第七十五届会议")];
    it.metadata.missing = vec!["date".to_owned(), "symbol".to_owned()];
    it.cover = vec![cover(CoverRole::Session, text("第七十五届会议"))];
    it.title = Some(title(
        None,
        text("联合国系统开展的活动"),
        vec![cover(CoverRole::Byline, text("秘书长的报告").role("秘书长", "secretaryGeneral"))],
    ));
    let narrative = |id: &str, printed: &str, passage: Passage| paragraph(id, printed, passage, Vec::new());
    it.body = vec![
        section(
            "sec_I",
            SectionKind::Section,
            Some(number("一.", "I")),
            text("引言"),
            vec![narrative(
                "para_1",
                "1.",
                text("本报告述及2020年上半年和第二季度。")
                    .dated("2020年上半年", "2020-01-01/2020-06-30", DatePrecision::Half)
                    .dated("第二季度", "2020-Q2", DatePrecision::Quarter),
            )],
        ),
        section(
            "sec_II",
            SectionKind::Section,
            Some(number("二.", "II")),
            text("格局").calls("格局", "1", Some("authorialNote_1")),
            vec![
                section(
                    "sec_II__title_A",
                    SectionKind::Subsection,
                    Some(number("A.", "A")),
                    text("当前的威胁格局"),
                    vec![narrative(
                        "para_2",
                        "2.",
                        text("威胁有所下降。").with("威胁", Mark::Emphasis { style: Emphasis::Italic }),
                    )],
                ),
                section("sec_II__title_B", SectionKind::Subsection, None, text("空标题"), Vec::new()),
            ],
        ),
    ];
    it.notes = vec![note("authorialNote_1", "1", text("《指数》。"))];
    it
}

/// What no text gives and no `link` makes, but what a file may hold that is read back.
pub(super) fn hostile() -> Document {
    let mut it = document(DocumentClass::Resolution, "x");
    it.metadata.author = Some(organ("no such organ/\"", "甲\u{0}\u{b}<乙>"));
    it.metadata.date = Some(stated("2021-02-30"));
    it.metadata.work_iri = Some(stated("/akn/un/doc/paper/unga/2021-06-30/75-291"));
    it.metadata.symbol = Some(stated("A/RES/75/291 & \"C\""));
    it.metadata.original_language = Some(stated("Russian"));
    it.cover = vec![
        cover(CoverRole::Symbol, text("")),
        cover(CoverRole::OriginalLanguage, text("]:")),
        cover(CoverRole::Distribution, text("Distr.: ")),
        cover(CoverRole::Organ, text("甲\u{1}乙\u{fffe}")),
    ];
    let mut crossed = text("甲乙丙丁戊己").bold("甲乙丙").organ("丙丁", "declc").role("丁", "declc");
    crossed.spans.push(Inline { start: 40, end: 50, mark: Mark::CitedTitle });
    crossed.spans.push(Inline { start: 3, end: 3, mark: Mark::CitedTitle });
    crossed.spans.push(Inline {
        start: 99,
        end: 99,
        mark: Mark::NoteCall { marker: marked("1"), note: Some(eid("authorialNote_1")) },
    });
    crossed.spans.push(Inline { start: 0, end: 6, mark: Mark::Reference { reference: eid("nothing") } });
    crossed.spans.push(Inline { start: 4, end: 6, mark: Mark::Reference { reference: eid("r 1") } });
    crossed.spans.push(Inline { start: 5, end: 6, mark: Mark::Reference { reference: eid("r_2") } });
    it.preamble = Some(Preamble {
        formula: None,
        paragraphs: vec![PreambularParagraph {
            chapeau_as_heading: true, ..preambular("para_1", text("没有项目"))
        }],
        operative_formula: None,
    });
    it.body = vec![
        paragraph("para_1", "1.", crossed, Vec::new()),
        paragraph("para_1", "1.", text(""), vec![item("", None, text(""), Vec::new())]),
        paragraph("", "", text(" \u{2028}]]>\r\n\t"), Vec::new()),
        Block::List(List { eid: eid("author"), items: Vec::new() }),
    ];
    let web = |url: &str| Target::Web { url: url.to_owned() };
    it.references = vec![
        reference("r 1", ReferenceKind::Web, "戊", web("https://例 子.org/")),
        reference("r_2", ReferenceKind::Web, "己", web("https://un.org/a b[c]#d#e%")),
    ];
    it.notes = vec![note("authorialNote_1", "1", text("调用自己").calls("自己", "1", Some("authorialNote_1")))];
    it
}
