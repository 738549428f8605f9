//! Encodings and odd characters: every encoding gives the tree that UTF-8 gives; what is damaged, too short or in another
//! encoding is an error with its place, never a wrong text; what XML cannot hold is kept out of it.
//!
//! Not here: the tables of the encodings, which are the Encoding Standard's.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use declc::emit::Format;
use declc::language::{self, encoding::Finding, encoding::tell};
use declc::link::Linked;
use declc::model::Document;
use declc::source::{DecodeError, Encoding, Source};
use declc::{Compilation, compile};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::process::{Command, Stdio};

/// A resolution in a language, with a sign or two beyond the letters.
const TEXTS: [(&str, &str); 7] = [
    (
        "ar",
        "إن الجمعية العامة،\n\nإذ تشير إلى قرارها 60/288 المؤرخ 8 أيلول/سبتمبر 2006، وإذ تضع في اعتبارها ما ورد من آراء في هذه \
         المسألة،\n\n1 - تؤكد من جديد استراتيجية الأمم المتحدة لمكافحة الإرهاب؛\n\n2 - تقرر أن تبقي المسألة قيد النظر.\n",
    ),
    (
        "en",
        "The General Assembly,\n\nRecalling its resolution 60/288 of 8 September 2006 and the Secretary-General’s report \
         “Uniting against terrorism”,¹\n\n1. Reaffirms the Strategy and its four pillars – as adopted;\n\n2. Decides to remain \
         seized of the matter.\n",
    ),
    (
        "es",
        "La Asamblea General,\n\nRecordando su resolución 60/288, de 8 de septiembre de 2006, y las demás resoluciones sobre \
         la cuestión,\n\n1. Reafirma la Estrategia y los esfuerzos de los Estados; España y Perú, con sus compañeros;\n\n2. \
         Decide seguir ocupándose de la cuestión.\n",
    ),
    (
        "fr",
        "L’Assemblée générale,\n\nRappelant sa résolution 60/288 du 8 septembre 2006 et les résolutions sur la question, dans \
         l’intérêt des États,\n\n1. Réaffirme la Stratégie antiterroriste et son cœur, «\u{a0}la prévention\u{a0}» ;\n\n2. \
         Décide de rester saisie de la question.\n",
    ),
    (
        "ru",
        "Генеральная Ассамблея,\n\nссылаясь на свою резолюцию 60/288 от 8 сентября 2006 года и на другие резолюции по этому \
         вопросу, а также на доклады для неё,\n\n1. подтверждает «Стратегию» № 1 — как она принята;\n\n2. постановляет \
         продолжать заниматься этим вопросом.\n",
    ),
    (
        "zh",
        "大会，\n\n回顾其2006年9月8日第60/288号决议以及关于这一问题的其他决议，\n\n1. 重申《联合国全球反恐战略》；\n\n2. \
         决定继续处理此案。\n",
    ),
    (
        "zh",
        "大會，\n\n回顧其2006年9月8日第60/288號決議以及關於這一問題的其他決議，\n\n1. 重申《聯合國全球反恐戰略》；\n\n2. \
         決定繼續處理此案。\n",
    ),
];

/// A text in an encoding of the Encoding Standard; nothing where it lacks a character of it.
fn encoded(text: &str, name: &str) -> Option<Vec<u8>> {
    let units = || text.encode_utf16();
    match name {
        "utf-16le" => Some(units().flat_map(u16::to_le_bytes).collect()),
        "utf-16be" => Some(units().flat_map(u16::to_be_bytes).collect()),
        _ => {
            let encoding = encoding_rs::Encoding::for_label(name.as_bytes())?;
            let (bytes, _, lacking) = encoding.encode(text);
            (!lacking).then(|| bytes.into_owned())
        }
    }
}

fn bytes(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    encoded(text, encoding.name())
}

fn compiled(text: &str) -> Compilation {
    compile(&Source::from_text("a.txt", text), None)
}

/// A document without what it says about its file.
fn tree(compilation: &Compilation) -> Document {
    let mut document = compilation.linked.document().clone();
    document.source = compiled("大会").linked.document().source.clone();
    document
}

mod reading {
    use super::*;

    #[test]
    fn every_encoding_gives_the_tree_that_utf8_gives() {
        let mut tried = Vec::new();
        for (language, text) in TEXTS {
            let expected = compiled(text);
            assert_eq!(expected.linked.language().tag, language);
            for encoding in Encoding::ALL {
                // GB18030 has every character, but texts in it are Chinese.
                let chinese = matches!(encoding, Encoding::Gb18030 | Encoding::Big5);
                let Some(bytes) = bytes(text, encoding).filter(|_| !chinese || language == "zh") else { continue };
                let place = format!("{language} in {}", encoding.name());
                let finding = match tell(&bytes) {
                    Finding::Certain(found) | Finding::Read(found) => found,
                    Finding::Unknown => panic!("{place}: not known"),
                };
                let source = Source::decode_as("a.txt", &bytes, finding).unwrap();
                assert_eq!(source.text(), text, "{place}, read as {}", finding.name());
                let done = compile(&source, None);
                assert_eq!(tree(&done), tree(&expected), "{place}");
                assert_eq!(done.diagnostics, expected.diagnostics, "{place}");
                let file = &done.linked.document().source;
                assert_eq!((file.bytes, file.encoding.as_str()), (bytes.len() as u64, finding.name()), "{place}");
                assert_eq!(file.sha256, hexadecimal(&bytes), "{place}");
                let decoded = file.decoded.as_ref().map(|decoded| (decoded.bytes, decoded.sha256.clone()));
                let utf8 = (text.len() as u64, hexadecimal(text.as_bytes()));
                assert_eq!(decoded, (encoding != Encoding::Utf8).then_some(utf8), "{place}");
                tried.push((language, encoding.name()));
            }
        }
        for pair in [
            ("ar", "windows-1256"),
            ("ar", "iso-8859-6"),
            ("en", "windows-1252"),
            ("es", "windows-1252"),
            ("fr", "windows-1252"),
            ("ru", "windows-1251"),
            ("zh", "gb18030"),
            ("zh", "big5"),
            ("zh", "utf-16be"),
        ] {
            assert!(tried.contains(&pair), "{pair:?} was not tried");
        }
    }

    #[test]
    fn a_mark_is_kept_and_counted_in_every_encoding() {
        for (_, text) in TEXTS {
            let marked = format!("\u{feff}{text}");
            let expected = compiled(&marked);
            for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030] {
                let bytes = bytes(&marked, encoding).unwrap();
                assert_eq!(tell(&bytes), Finding::Certain(encoding));
                let source = Source::decode_as("a.txt", &bytes, encoding).unwrap();
                assert_eq!(tree(&compile(&source, None)), tree(&expected), "{}", encoding.name());
            }
        }
    }

    fn hexadecimal(bytes: &[u8]) -> String {
        Sha256::digest(bytes).iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
    }
}

mod doubt {
    use super::*;

    #[test]
    fn what_cannot_be_told_is_not_guessed() {
        let polish =
            "Zgromadzenie Ogólne, przypominając swoją rezolucję i kwestię żywności, w sprawie działań na rzecz";
        let portuguese =
            "Recordando a sua resolução sobre os direitos humanos, e tendo em conta as suas decisões e não só";
        let japanese = "総会は、決議60/288を想起し、国際連合の全加盟国に対して要請する。";
        let korean = "총회는 결의 60/288을 상기하고 모든 회원국에게 요청한다.";
        for (text, name) in [(polish, "windows-1250"), (portuguese, "windows-1252"), (japanese, "shift_jis")]
            .into_iter()
            .chain([(japanese, "euc-jp"), (korean, "euc-kr"), ("大会，", "gb18030"), ("Décide", "windows-1252")])
        {
            let bytes = encoded(text, name).unwrap();
            assert_eq!(tell(&bytes), Finding::Unknown, "{text} in {name}");
        }
    }

    #[test]
    fn the_six_languages_in_other_encodings_are_not_taken_for_those_known() {
        let mut tried = 0;
        for name in
            ["koi8-r", "koi8-u", "iso-8859-5", "ibm866", "x-mac-cyrillic", "macintosh", "iso-8859-15", "windows-1250"]
                .into_iter()
                .chain(["windows-1254", "windows-1257", "windows-1258", "iso-8859-2", "euc-jp", "shift_jis", "euc-kr"])
        {
            for (language, text) in TEXTS {
                // Most of these encodings lack it.
                let text = text.replace('¹', "");
                let Some(bytes) = encoded(&text, name) else { continue };
                tried += 1;
                let found = match tell(&bytes) {
                    Finding::Unknown => continue,
                    Finding::Certain(found) | Finding::Read(found) => found,
                };
                // Where the pages agree in every character of the text, nothing is wrong; and an error is no wrong text.
                let read = found.decode(&bytes);
                assert!(read.is_err() || read.as_ref() == Ok(&text), "{language} in {name} as {}", found.name());
            }
        }
        assert!(tried > 15, "{tried}");
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_another_encoding() {
        for (language, text) in TEXTS {
            for (at, _) in text.char_indices().filter(|(_, c)| c.len_utf8() > 1).step_by(7) {
                let mut bytes = text.as_bytes().to_vec();
                bytes.remove(at);
                assert_eq!(tell(&bytes), Finding::Unknown, "{language}, without byte {at}");
                assert!(matches!(Source::decode("a.txt", &bytes), Err(DecodeError::NotUtf8(_))));
            }
        }
    }
}

#[test]
fn any_bytes_give_a_document_or_one_error() {
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let (mut documents, mut errors) = (0, 0);
    for round in 0..160 {
        let encoding = Encoding::ALL[round % Encoding::ALL.len()];
        let (_, text) = TEXTS[random(TEXTS.len())];
        let mut bytes = match round % 4 {
            0 => (0..random(60)).map(|_| u8::try_from(random(256)).unwrap()).collect(),
            _ => bytes(text, encoding).unwrap_or_else(|| text.as_bytes().to_vec()),
        };
        for _ in 0..random(4) {
            let at = random(bytes.len() + 1);
            let byte = u8::try_from(random(256)).unwrap();
            if at < bytes.len() { bytes[at] = byte } else { bytes.push(byte) }
        }
        let taken = match tell(&bytes) {
            Finding::Certain(found) | Finding::Read(found) => found,
            Finding::Unknown => encoding,
        };
        let Ok(source) = Source::decode_as("a.txt", &bytes, taken) else {
            errors += 1;
            continue;
        };
        documents += 1;
        sound(&source);
    }
    assert!(documents > 30 && errors > 30, "{documents} documents, {errors} errors");
}

/// Compiles a text and holds it against the promises; the JSON and the Akoma Ntoso.
fn sound(source: &Source) -> (Linked, String) {
    let done = compile(source, None);
    assert!(done.ledger.closes(), "{:?}: {:?}", source.text(), done.ledger);
    let xml = Format::Akn.write(&done.linked);
    assert_eq!(declc::validate::validate(&xml), [], "{:?}", source.text());
    let json = Format::Json.write(&done.linked);
    let again = Linked::from_json(&json, &language::ALL).unwrap();
    assert_eq!(again, done.linked, "JSON reads back otherwise");
    let yaml: Value = serde_yaml::from_str(&Format::Yaml.write(&done.linked)).unwrap();
    assert_eq!(yaml, serde_json::from_str::<Value>(&json).unwrap(), "YAML reads back otherwise: {:?}", source.text());
    (done.linked, xml)
}

mod characters {
    use super::*;

    /// The codes that are found in a text with `c` within a word of its second paragraph, its XML, its JSON text, and how
    /// many control characters the ledger has.
    fn with(c: char) -> (Vec<&'static str>, String, String, usize) {
        let text = format!("大会，\n\n1. 重申联合{c}国全球反恐战略；\n\n2. 决定继续处理此案。\n");
        let source = Source::from_text("a.txt", &text);
        let (linked, xml) = sound(&source);
        let found = compile(&source, None);
        let at = text.find(c).unwrap();
        let here = found.diagnostics.iter().filter(|d| d.span.is_some_and(|span| span.start() == at));
        let codes = here.map(|d| d.code).collect();
        (codes, xml, Format::Json.write(&linked), found.ledger.controls)
    }

    #[test]
    fn control_characters_are_counted_reported_and_kept_out() {
        for c in ('\u{0}'..='\u{1f}').chain('\u{7f}'..='\u{9f}').filter(|c| !c.is_whitespace()) {
            let (codes, xml, json, controls) = with(c);
            assert_eq!((codes, controls), (vec!["DC730"], 1), "{c:?}");
            assert!(xml.contains("联合国") && json.contains("联合国"), "{c:?}");
        }
    }

    #[test]
    fn what_spaces_or_breaks_a_line_is_white_space() {
        for c in ['\t', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}', '\u{a0}', '\u{3000}'] {
            let (_, xml, json, controls) = with(c);
            assert_eq!(controls, 0, "{c:?}");
            assert!(!xml.contains(c) && !json.contains(c), "{c:?}");
        }
    }

    #[test]
    fn what_is_no_character_stands_in_json_and_is_replaced_in_xml() {
        for c in ['\u{fffe}', '\u{ffff}'] {
            let (codes, xml, json, controls) = with(c);
            assert_eq!((codes, controls), (vec!["DC730"], 0), "{c:?}");
            assert!(xml.contains("联合\u{fffd}国") && !xml.contains(c), "{c:?}");
            let document: Value = serde_json::from_str(&json).unwrap();
            let texts = document.to_string();
            assert!(texts.contains(&format!("联合{c}国")), "{c:?}");
        }
        for c in ['\u{fdd0}', '\u{1ffff}', '\u{e000}', '\u{fffd}'] {
            let (codes, xml, _, _) = with(c);
            assert_eq!(codes, ["DC730"], "{c:?}");
            assert!(xml.contains(&format!("联合{c}国")), "{c:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_reported() {
        for c in
            ['\u{ad}', '\u{200b}', '\u{2060}', '\u{2061}', '\u{2064}', '\u{feff}', '\u{180e}', '\u{115f}', '\u{3164}']
                .into_iter()
                .chain([
                    '\u{ffa0}',
                    '\u{206a}',
                    '\u{206f}',
                    '\u{fff9}',
                    '\u{fffb}',
                    '\u{e0001}',
                    '\u{e0041}',
                    '\u{e007f}',
                ])
                .chain('\u{2028}'..='\u{202e}')
                .chain('\u{2066}'..='\u{2069}')
        {
            let (codes, _, _, _) = with(c);
            assert_eq!(codes, ["DC731"], "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn what_turns_a_name_in_arabic_is_at_home_there_and_an_override_is_not() {
        let fired = |c: char| {
            let text = format!("إن الجمعية العامة،\n\nإذ تشير إلى قرارها {c}A/RES/60/288 وإلى ما ورد في ذلك،\n");
            compiled(&text).diagnostics.iter().any(|d| d.code == "DC731")
        };
        assert!(!fired('\u{202a}') && !fired('\u{2066}') && !fired('\u{200f}'));
        assert!(fired('\u{202d}') && fired('\u{202e}'));
    }

    #[test]
    fn no_normal_form_is_made() {
        let text = "L’Assemblée générale,\n\nRappelant les de\u{301}cisions et la ﬁn des ré\u{301}solutions,\n";
        let json = Format::Json.write(&compiled(text).linked);
        assert!(json.contains("de\u{301}cisions") && json.contains("ﬁn"), "{json}");
    }
}

mod command_line {
    use super::*;

    /// Runs declc on one text, with more arguments.
    fn run(bytes: &[u8], arguments: &[&str]) -> (i32, String, String, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        std::fs::write(&file, bytes).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
        let done =
            command.args(arguments).arg("a.txt").current_dir(folder.path()).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (done.status.code().unwrap(), text(done.stdout), text(done.stderr), std::fs::read(file).unwrap())
    }

    fn chinese() -> &'static str {
        TEXTS[5].1
    }

    #[test]
    fn what_was_taken_is_told_and_can_be_said() {
        let bytes = bytes(chinese(), Encoding::Gb18030).unwrap();
        let (code, stdout, _, _) = run(&bytes, &["check", "--format", "short"]);
        assert_eq!(code, 0);
        assert!(stdout.contains("DC009") && stdout.contains("was read as gb18030"), "{stdout}");
        let (_, stdout, _, _) = run(&bytes, &["check", "--format", "short", "--encoding", "GBK"]);
        assert!(!stdout.contains("DC009"), "{stdout}");
        let (code, _, stderr, _) = run(&bytes, &["check", "--encoding", "utf-8"]);
        assert!(code == 0 || stderr.contains("DC006"), "{stderr}");
        let (code, _, stderr, _) = run(&bytes, &["build", "--encoding", "ebcdic"]);
        assert!(code == 2 && stderr.contains("windows-1256"), "{stderr}");
    }

    #[test]
    fn arabic_as_a_page_shows_it_is_put_back() {
        let read = "إن الجمعية العامة،\n\nإذ تشير إلى الوثيقة A/76/125،\n\n1 - تقرر أن تبقي المسألة قيد نظرها؛\n\n\
                    2 - تدعو الدول إلى المضي قدما (الفقرة 7).\n";
        // As pdfplumber gives it, each letter from left to right.
        let shown = "،ةماعلا ةيعمجلا نإ\n\n،A/76/125 ةقيثولا ىلإ ريشت ذإ\n\n؛اهرظن ديق ةلأسملا يقبت نأ ررقت - 1\n\n\
                     .)7 ةرقفلا( امدق يضملا ىلإ لودلا وعدت - 2\n";
        let json = |text: &str, said: &[&str]| -> Value {
            let arguments = [&["build", "--format", "json", "-o", "-"], said].concat();
            serde_json::from_str(&run(text.as_bytes(), &arguments).1).unwrap()
        };
        let (mut expected, mut found) = (json(read, &[]), json(shown, &[]));
        assert_eq!(found["source"]["encoding"], "utf-8-glyphs");
        assert_eq!(found["source"]["bytes"], shown.len());
        assert_eq!(found["source"]["decoded"]["sha256"], declc::source::sha256(read.as_bytes()));
        expected["source"].take();
        found["source"].take();
        assert_eq!(found, expected);
        // It can be said that it stands as it is read, and that it does not; other encodings are no matter.
        assert_eq!(json(shown, &["--encoding", "utf-8"])["source"]["encoding"], "utf-8");
        assert_eq!(json(shown, &["--encoding", "gbk"])["source"]["encoding"], "utf-8-glyphs");
        let (_, told, _, _) = run(shown.as_bytes(), &["check", "--format", "short"]);
        assert!(told.contains("DC009") && told.contains("as a page shows it"), "{told}");
        let (_, told, _, _) = run(shown.as_bytes(), &["check", "--format", "short", "--encoding", "utf-8-glyphs"]);
        assert!(!told.contains("DC009"), "{told}");
    }

    #[test]
    fn letters_and_their_marks_are_put_together() {
        let read = "L’Assemblée générale,\n\nRappelant sa résolution 75/1 du 21 septembre 2020, intitulée « Déclaration »,\n\n\
                    1. Décide d’inscrire à l’ordre du jour la question intitulée « Santé ».\n";
        let apart: String = read
            .chars()
            .flat_map(|c| match c {
                'é' => vec!['e', '\u{301}'],
                'à' => vec!['a', '\u{300}'],
                _ => vec![c],
            })
            .collect();
        let json = |text: &str, said: &[&str]| -> Value {
            let arguments = [&["build", "--format", "json", "-o", "-"], said].concat();
            serde_json::from_str(&run(text.as_bytes(), &arguments).1).unwrap()
        };
        let (mut expected, mut found) = (json(read, &[]), json(&apart, &[]));
        assert_eq!(found["source"]["encoding"], "utf-8-mac");
        assert_eq!(found["source"]["decoded"]["sha256"], declc::source::sha256(read.as_bytes()));
        expected["source"].take();
        found["source"].take();
        assert_eq!(found, expected);
        assert_eq!(json(&apart, &["--encoding", "utf-8"])["source"]["encoding"], "utf-8");
        let (_, told, _, _) = run(apart.as_bytes(), &["check", "--format", "short"]);
        assert!(told.contains("DC009") && told.contains("put together"), "{told}");
    }

    #[test]
    fn utf8_stays_utf8_whatever_is_said() {
        let (_, told, _, _) =
            run(chinese().as_bytes(), &["build", "--format", "json", "-o", "-", "--encoding", "big5"]);
        let (_, plain, _, _) = run(chinese().as_bytes(), &["build", "--format", "json", "-o", "-"]);
        let document = |json: &str| {
            let mut document: Value = serde_json::from_str(json).unwrap();
            document["source"]["path"].take();
            document
        };
        assert_eq!(document(&told), document(&plain));
        assert!(plain.contains("\"encoding\": \"utf-8\""), "{plain}");
    }

    #[test]
    fn a_short_text_must_be_said() {
        let bytes = bytes("大会，\n", Encoding::Gb18030).unwrap();
        let (code, _, stderr, _) = run(&bytes, &["build", "--format", "json", "-o", "-"]);
        assert_eq!(code, 1);
        assert!(stderr.contains("byte 0 is 0xB4") && stderr.contains("--encoding GB18030"), "{stderr}");
        let (code, stdout, stderr, _) = run(&bytes, &["build", "--format", "json", "-o", "-", "--encoding", "gb18030"]);
        assert_eq!(code, 0, "{stderr}");
        assert!(stdout.contains("\"encoding\": \"gb18030\"") && stdout.contains("大会，"), "{stdout}");
    }

    #[test]
    fn damaged_bytes_have_offset_line_and_column() {
        for (index, encoding, wrong) in [
            (5, Encoding::Gb18030, &b"\xff"[..]),
            (6, Encoding::Big5, b"\xff"),
            (4, Encoding::Windows1251, b"\x98"),
            (3, Encoding::Windows1252, b"\x81"),
            (5, Encoding::Utf16Le, b"\x00\xdc"),
            (0, Encoding::Utf16Be, b"\xdc\x00"),
        ] {
            let (head, tail) = TEXTS[index].1.split_once("60/288").unwrap();
            let (head, tail) = (format!("{head}60"), format!("/288{tail}"));
            let mut damaged = bytes(&head, encoding).unwrap();
            let at = damaged.len();
            damaged.extend_from_slice(wrong);
            damaged.extend(bytes(&tail, encoding).unwrap());
            let column = head.lines().last().unwrap().chars().count() + 1;
            let place = format!("a.txt:{}:{column}: error[DC006]", head.lines().count());
            for arguments in [&["check"][..], &["check", "--encoding", encoding.name()]] {
                let (code, _, stderr, _) = run(&damaged, arguments);
                assert_eq!(code, 1);
                let message = format!("this is not {}: byte {at} is 0x{:02X}", encoding.name(), wrong[0]);
                assert!(stderr.contains(&message) && stderr.contains(&place), "{message} {place}\n{stderr}");
            }
        }
    }

    #[test]
    fn a_file_that_is_not_utf8_is_not_edited() {
        let text = chinese().replace("《联合国全球反恐战略》", "会员国,并请秘书长提出报告");
        let bytes = bytes(&text, Encoding::Gb18030).unwrap();
        let utf8 = run(text.as_bytes(), &["check", "--fix"]);
        assert_ne!(utf8.3, text.as_bytes(), "there is nothing to put right: {}", utf8.1);
        for argument in ["--fix", "--diff"] {
            let (code, stdout, stderr, after) = run(&bytes, &["check", argument]);
            assert_eq!((code, after), (1, bytes.clone()), "{stdout}{stderr}");
            assert!(stderr.contains("DC078") && stderr.contains("iconv -f gb18030"), "{stderr}");
        }
    }

    #[test]
    fn the_report_says_what_a_file_is_in() {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("\u{feff}{}", chinese().replace("联合国", "联\u{1}合国"));
        std::fs::write(folder.path().join("a.txt"), bytes(&text, Encoding::Utf16Be).unwrap()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
        command.args(["build", "a.txt", "-o", "out", "--report", "report.json"]).current_dir(folder.path());
        assert!(command.output().unwrap().status.success());
        let report = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
        let report: Value = serde_json::from_str(&report).unwrap();
        let ledger = &report["documents"][0]["ledger"];
        assert_eq!((ledger["encoding"].as_str(), ledger["controls"].as_u64()), (Some("utf-16be"), Some(1)), "{report}");
    }

    #[test]
    fn half_a_character_in_json_is_an_error() {
        use std::io::Write;
        let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
        let command = command.arg("pipe").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let records = "{\"id\": 1, \"text\": \"\\ud800\"}\n{\"id\": 2, \"text\": \"x\\udc00\"}\n{\"id\": 3, \"text\": \"\\ud83d\\ude00\"}\n";
        child.stdin.take().unwrap().write_all(records.as_bytes()).unwrap();
        let answers = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        let answers: Vec<Value> = answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let statuses: Vec<_> = answers.iter().map(|answer| answer["status"].as_str().unwrap()).collect();
        assert_eq!(statuses, ["error", "error", "ok"]);
        assert_eq!(answers[0]["diagnostics"][0]["code"], "DC060");
    }
}
