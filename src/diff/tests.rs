//! What comparisons say of small documents. That they are the same backwards: `tests/diff.rs`.

use super::*;
use crate::source::Source;

fn linked(text: &str) -> Linked {
    crate::compile(&Source::from_text("a.en.txt", text), None).linked
}

/// A resolution of these operative paragraphs.
fn resolution(paragraphs: &[&str]) -> Linked {
    let numbered = paragraphs.iter().enumerate().map(|(index, text)| format!("{}. {text};\n\n", index + 1));
    let text =
        format!("The General Assembly,\n\nRecalling its previous resolutions,\n\n{}", numbered.collect::<String>());
    linked(&text)
}

const REPORT: &str = "Requests the Secretary-General to submit a report on the matter";
const STATES: &str = "Urges all Member States to combat terrorism in all its forms";
const WELCOME: &str = "Welcomes the efforts of the Office of Counter-Terrorism";
const SEIZED: &str = "Decides to remain seized of this question";

/// What happened, by the new identifier, or by the old one of what was removed.
fn happened(diff: &Diff) -> Vec<(String, Vec<Happening>)> {
    let name = |change: &Change| change.new.as_ref().or(change.old.as_ref()).unwrap().eid.to_string();
    diff.changes.iter().map(|change| (name(change), change.happened.clone())).collect()
}

fn change(eid: &str, happened: &[Happening]) -> (String, Vec<Happening>) {
    (eid.to_owned(), happened.to_vec())
}

#[test]
fn a_paragraph_that_is_put_in_renumbers_the_rest() {
    let (old, new) = (resolution(&[REPORT, SEIZED]), resolution(&[REPORT, STATES, SEIZED]));
    let diff = compare(&old, &new);
    assert_eq!(happened(&diff), [change("para_2", &[Happening::Added]), change("para_3", &[Happening::Renumbered])]);
    assert_eq!(diff.changes[0].reasons, [Reason::OpeningPhrase, Reason::Addressee]);
    assert_eq!(diff.changes[1].class, Class::Structural);
    assert_eq!(diff.unchanged, 3);
}

#[test]
fn what_was_removed_stands_where_it_stood() {
    let diff = compare(&resolution(&[REPORT, STATES, SEIZED]), &resolution(&[REPORT, SEIZED]));
    assert_eq!(happened(&diff), [change("para_2", &[Happening::Removed]), change("para_2", &[Happening::Renumbered])]);
}

#[test]
fn a_paragraph_can_move_and_be_amended() {
    let diff = compare(
        &resolution(&[REPORT, STATES, WELCOME, SEIZED]),
        &resolution(&[STATES, WELCOME, SEIZED, &REPORT.replace("submit", "present")]),
    );
    let last = diff.changes.last().unwrap();
    assert_eq!(last.happened, [Happening::Moved, Happening::Renumbered, Happening::Amended]);
    let words: Vec<&str> = last.edits.iter().map(|edit| edit.text.as_str()).collect();
    assert_eq!(words[1..3], ["submit", "present"]);
    assert_eq!(diff.changes.iter().filter(|change| change.happened.contains(&Happening::Moved)).count(), 1);
}

#[test]
fn another_paragraph_under_the_same_number_is_not_an_amendment() {
    let diff = compare(&resolution(&[REPORT, STATES]), &resolution(&[REPORT, WELCOME]));
    assert_eq!(happened(&diff), [change("para_2", &[Happening::Removed]), change("para_2", &[Happening::Added])]);
}

#[test]
fn a_reference_that_was_not_updated_is_told() {
    let refers = "Invites States to report in accordance with paragraph 1 above";
    let stale = compare(&resolution(&[REPORT, refers]), &resolution(&[STATES, REPORT, refers]));
    let told: Vec<_> = stale.retargeted.iter().map(|r| (r.new_node.as_str(), r.old_target_now[0].as_str())).collect();
    assert_eq!(told, [("para_3", "para_2")]);
    let updated = refers.replace("paragraph 1", "paragraph 2");
    assert_eq!(compare(&resolution(&[REPORT, refers]), &resolution(&[STATES, REPORT, &updated])).retargeted, []);
    let removed = compare(&resolution(&[REPORT, refers]), &resolution(&[refers]));
    assert_eq!(removed.retargeted[0].old_target_now, []);
}

#[test]
fn notes_go_with_their_calls() {
    let with = |first: &str, notes: &str| {
        linked(&format!(
            "The General Assembly,\n\nRecalling its previous resolutions,\n\n1. {first};\n\n2. {STATES};²\n\n{notes}"
        ))
    };
    let old = with(REPORT, "² A/75/1.\n").document().clone();
    assert_eq!(old.notes.len(), 1, "{old:?}");
    let diff = compare(
        &with(&format!("{REPORT}¹"), "¹ A/75/9.\n\n² A/75/1.\n"),
        &with(&format!("{REPORT}¹"), "¹ A/76/9.\n\n² A/75/1.\n"),
    );
    assert_eq!(happened(&diff), [change("authorialNote_1", &[Happening::Amended])]);
    assert_eq!(diff.changes[0].reasons, [Reason::Number]);
}

#[test]
fn many_paragraphs_without_a_word_in_common_take_no_time() {
    // Every paragraph of one state compared with every one of the other would be 36 million comparisons.
    let text = |word: &str| {
        let paragraph = |n: u32| format!("{n}. Notes {word}{n} and {word}{} with {word}{};\n\n", n + 7, n * 3);
        format!("The General Assembly,\n\n{}", (1..=6_000).map(paragraph).collect::<String>())
    };
    let diff = compare(&linked(&text("a")), &linked(&text("b")));
    assert!(diff.changes.len() > 6_000);
}
