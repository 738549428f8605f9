//! A seventh language is one `Language` literal: Latin, of which the compiler has no data, end to end through the
//! public API: detect, parse, link, check, emit, validate, read back.

use declc::language::{
    ALL, ActForm, Ask, Citation, DateWords, Directing, DueWords, Entity, InstrumentWord, Language, LetterForm,
    NamedDates, PhraseClass, PlaceKind, ZH,
};
use declc::link::Linked;
use declc::model::{Block, DocumentClass, Due, Mark, Origin, Target};
use declc::source::Source;
use declc::{Options, compile_with};
use std::collections::BTreeSet;

static LATIN: Language = Language {
    tag: "la",
    iso639_2: "lat",
    link_path: "en",
    unspaced: false,
    variants: &[],
    loose_marks: &[],
    sentence_ends: &['.'],
    segment_ends: &[';'],
    comma: &[','],
    colons: &[':'],
    title_marks: &[],
    quotation_marks: &[('«', '»')],
    brackets: &[('(', ')')],
    item_joints: &["et", "vel"],
    opening_phrases: &[
        ("Memor", PhraseClass::Declaratory),
        ("Confirmans", PhraseClass::Declaratory),
        ("Rogat", PhraseClass::Directive),
        ("Decernit", PhraseClass::Commissive),
    ],
    modifiers: &["Item "],
    preambular_markers: &[],
    acting_under: &[],
    phrase_tails: &[" iterum"],
    frame_openers: &[],
    speakers_we: &["Nos"],
    speaker_nouns: &[],
    organs: &[Entity { name: "Conventus Generalis", id: "unga" }],
    organizations: &[],
    roles: &[Entity { name: "Secretarium Generalem", id: "secretaryGeneral" }],
    states: &[],
    particles: &[],
    session: ("", " sessio"),
    special_session: ("", " sessio specialis"),
    emergency_session: ("", " sessio specialis urgens"),
    council_year: ("", " annus"),
    session_words: &["sessio"],
    agenda_items: &[("Argumentum ", "")],
    instruments: &[("resolutio", InstrumentWord::Resolution), ("decretum", InstrumentWord::Decision)],
    bare_title_numbers: false,
    declaration: &["declaratio"],
    letter: LetterForm {
        heads: &["Epistula"],
        from: &[" a "],
        to: &[" ad "],
        tails: &[],
        offices: &["legatus"],
        of: &[("", "")],
    },
    reports: &[("Relatio ", "")],
    report_subjects: &["de"],
    statements: &[],
    masthead: &["Nationes Unitae"],
    committees: &["Consilium Tertium"],
    drafts: &["propositum"],
    links: &["et", "de"],
    adopted: &["adoptata"],
    annex: &["Appendix"],
    division_words: &["Pars"],
    under_title: &["Praefatio"],
    meeting: &["congressus"],
    page: &["pagina"],
    magnitudes: &[],
    contents: &["index"],
    summary: &["summarium"],
    signed: "Signavit",
    done: &["actum"],
    testimony: &["in cuius rei fidem"],
    signs_for: &["Pro "],
    votes: &["suffragi"],
    original: &["Archetypum"],
    distribution: &["Distr."],
    recycle: &["Chartam serva"],
    rapporteur: &["Relator"],
    frequent_words: &["et", "in", "ad", "de", "quod", "suas"],
    script: &[('A', 'Z'), ('a', 'z')],
    language_names: &[("Latine", "lat")],
    named_dates: NamedDates {
        months: &[("Septembris", 9), ("Novembris", 11)],
        day_suffixes: &[],
        links: &[" "],
        range: &["et"],
        year_suffixes: &[],
    },
    date_words: DateWords {
        year: "",
        month: &[],
        day: "",
        range: &[],
        parts: &[],
        halves: ["", ""],
        quarters: ["", "", "", ""],
    },
    numerals: &[],
    ordinals: &[],
    letters: &[],
    citation: Citation {
        ordinal: "",
        number: "",
        list: &[",", "et"],
        range: &["ad"],
        places: &[
            ("paragraphum", PlaceKind::Paragraph),
            ("articulus", PlaceKind::Article),
            ("caput", PlaceKind::Article),
        ],
        of: &[],
        annexed_to: &[],
        here: &[],
        here_after: &["supra"],
        here_leads: &[],
        own: &["sua"],
        date_links: &[" diei "],
        old_series: "",
        special_sessions: &[],
        part_letters: &[],
        ordinals: &[],
        ordinal_links: &[],
        ordinal_suffixes: &[],
        session: &["sessio"],
        supplement: &[],
        self_with_annexes: &[],
        treaty_series: &["Treaty Series"],
        volume: &["vol."],
        registration: &["no."],
        treaties: &[],
        treaty_words: &["Conventio"],
        about: ("", ""),
        titled: &[],
        contains: &[],
        also_called: &[],
    },
    directing: Directing {
        asks: &[
            Ask { verbs: &["rogat"], opening: &[], addressed: Some(&[""]), links: &[("ut", ActForm::Any)] },
            Ask { verbs: &["decernit"], opening: &[], addressed: None, links: &[("ut", ActForm::Any)] },
        ],
        joints: &["et"],
        pronouns: &[],
        verb_first: false,
        turns: &[],
        acts: &[],
        act_endings: &[],
        not_acts: &[],
        before_acts: &[],
        owners: &[],
        actors: &[],
        things: &[],
        after_nouns: &[],
        attributive: None,
        inclusions: &[],
        coordinators: &["et"],
        asides: &["in", "sicut"],
        companions: &[],
        settings: &[],
        due: DueWords {
            dates: &[("ante diem", "")],
            in_years: &[],
            before_sessions: &["in"],
            nouns: &["sessio"],
            years: &[],
            after_sessions: &[],
            next_sessions: &[],
            ordinal_last: false,
            past: &[],
            agendas: &[],
            not_before: &[],
            periodic: &["quotannis"],
            prompt: &[],
            before_terms: &[],
            terms: &[],
        },
        hand_in: &[],
        reports: &[],
        tell: &["referat"],
        recipients: &["ad"],
    },
};

const TEXT: &str = "\
Resolutio adoptata die 2 Novembris 2022

77/5. De mari et de iure maris

Conventus Generalis,

Memor iterum resolutiones suas 60/288 diei 8 Septembris 2006 et 75/291,

Item confirmans quod mare in periculo est,¹

1. Decernit ut in terra et in mari leges serventur:

(a) leges antiquae;

(b) leges novae;

2. Rogat Secretarium Generalem ut, sicut in paragraphum 1 supra, quotannis referat.

¹ A/77/250.
";

fn languages() -> Vec<&'static Language> {
    ALL.into_iter().chain([&LATIN]).collect()
}

#[test]
fn a_language_of_the_caller_is_found_among_the_others() {
    let languages = languages();
    assert_eq!(Language::detect(TEXT, &languages), Some(&LATIN));
    assert_eq!(Language::detect("The General Assembly, Recalling that", &languages).map(|l| l.tag), Some("en"));
    assert_eq!(Language::detect(TEXT, &[]), None);
}

#[test]
fn a_language_of_the_caller_goes_through_every_pass() {
    let source = Source::from_text("a-res-77-5.la.txt", TEXT);
    let languages = languages();
    let options = Options { languages: &languages, ..Options::default() };
    let compilation = compile_with(&source, None, &options);
    assert!(compilation.ledger.closes(), "{:?}", compilation.ledger.faults);
    assert_eq!(compilation.diagnostics.iter().map(|d| d.name).collect::<Vec<_>>(), ["missing-issue-date"]);

    let document = compilation.linked.document();
    let facts = &document.metadata;
    assert_eq!((facts.language.value.as_str(), facts.language.origin), ("la", Origin::Derived));
    assert_eq!(facts.class.value, DocumentClass::Resolution);
    assert_eq!(facts.symbol.as_ref().map(|s| s.value.as_str()), Some("A/RES/77/5"));
    let preamble = document.preamble.as_ref().expect("the organ speaks");
    let phrases = preamble.paragraphs.iter().map(|p| match p.passage.spans.first().map(|s| (&s.mark, s.end)) {
        Some((Mark::OpeningPhrase { .. }, end)) => p.passage.text.chars().take(end as usize).collect(),
        _ => String::new(),
    });
    assert_eq!(phrases.collect::<Vec<_>>(), ["Memor iterum", "Item confirmans"]);
    let [Block::Paragraph(first), Block::Paragraph(_)] = document.body.as_slice() else {
        panic!("two operative paragraphs, not {:?}", document.body)
    };
    assert_eq!(first.subparagraphs.len(), 2);
    assert_eq!(document.notes.iter().filter(|note| note.called_from.is_some()).count(), 1);
    let targets: Vec<bool> =
        document.references.iter().map(|r| matches!(r.target, Target::Work { .. } | Target::Node { .. })).collect();
    assert_eq!(targets, [true, true, true, false], "{:#?}", document.references);

    let [.., asked] = document.mandates.as_slice() else { panic!("the resolution asks") };
    let said = |phrase: &Option<declc::model::Phrase>| phrase.as_ref().map(|p| p.text.clone()).unwrap_or_default();
    assert_eq!(
        (said(&asked.addressee).as_str(), said(&asked.action).as_str()),
        ("Secretarium Generalem", "quotannis referat")
    );
    assert_eq!((asked.deadline.as_ref().map(|d| d.due), asked.reporting), (Some(Due::Periodic), true));

    let xml = declc::emit::akn::write(&compilation.linked);
    assert!(xml.contains("<FRBRlanguage language=\"lat\"") && xml.contains("/lat@"), "{xml}");
    assert_eq!(declc::validate::diagnostics(&xml), []);
    let json = declc::emit::json::write(&compilation.linked);
    assert_eq!(Linked::from_json(&json, &languages).expect("our JSON reads back"), compilation.linked);
    let unknown = Linked::from_json(&json, &ALL).expect_err("nobody gave the data of Latin");
    assert!(unknown.to_string().contains("“la”"), "{unknown}");
}

#[test]
fn what_the_caller_says_goes_before_what_the_text_shows() {
    let source = Source::from_text("a.txt", TEXT);
    let options = Options { languages: &[&LATIN], class: Some(DocumentClass::Decision), ..Options::default() };
    let compilation = compile_with(&source, None, &options);
    let facts = &compilation.linked.document().metadata;
    assert_eq!((facts.language.value.as_str(), facts.language.origin), ("la", Origin::Caller));
    assert_eq!((facts.class.value, facts.class.origin), (DocumentClass::Decision, Origin::Caller));
    assert_eq!(declc::validate::diagnostics(&declc::emit::akn::write(&compilation.linked)), []);
}

#[test]
fn every_language_names_the_same_states() {
    let ids = |language: &Language| language.states.iter().map(|state| state.id).collect::<BTreeSet<_>>();
    let expected = ids(&ZH);
    assert_eq!(expected.len(), 195);
    for language in ALL {
        let missing: Vec<_> = expected.symmetric_difference(&ids(language)).copied().collect();
        assert!(missing.is_empty(), "{}: {missing:?}", language.tag);
        assert!(language.states.is_sorted_by_key(|state| state.id), "{}", language.tag);
    }
}

#[test]
fn names_of_states_are_comparable_and_none_stands_twice() {
    for language in ALL {
        let mut names = BTreeSet::new();
        for state in language.states {
            assert_eq!(language.key(state.name), state.name, "{}", language.tag);
            assert!(names.insert(state.name), "{}: {} stands twice", language.tag, state.name);
        }
    }
}

/// Each name of each State, as the title of a letter says it, is found as that State and no other.
#[test]
fn every_state_writes_letters() {
    for language in ALL {
        for state in language.states {
            let title = match language.tag {
                "en" => format!("Permanent Mission of the {} to the United Nations", state.name),
                "es" => format!("Misión Permanente de {} ante las Naciones Unidas", state.name),
                "fr" => format!("Mission permanente de l’{} auprès de l’Organisation", state.name),
                "ru" => format!("Постоянного представительства {} при Организации", state.name),
                "ar" => state.name.strip_prefix("ال").map_or_else(
                    || format!("البعثة الدائمة ل{} لدى الأمم المتحدة", state.name),
                    |bare| format!("البعثة الدائمة لل{bare} لدى الأمم المتحدة"),
                ),
                _ => format!("{}常驻联合国代表团", state.name),
            };
            let found = language.state_of_sender(&title).map(|found| found.id);
            assert_eq!(found, Some(state.id), "{title}");
        }
    }
}
