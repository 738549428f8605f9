//! How to cite a release, and under which terms it is published.

use super::{LICENCE, LICENCE_TITLE, LICENCE_URL, SOURCE, Subject};
use crate::release::Descriptor;

/// The release in one line.
pub(super) fn line(descriptor: &Descriptor) -> String {
    let year = descriptor.date.get(..4).unwrap_or_default();
    format!("{} ({year}). {}. Version {}.", descriptor.publisher, descriptor.title, descriptor.version)
}

/// `CITATION.cff`, version 1.2.0.
pub(super) fn cff(subject: &Subject<'_>) -> String {
    let descriptor = subject.descriptor;
    let url =
        descriptor.base.as_ref().map(|base| format!("url: {}\n", quoted(&format!("{base}/")))).unwrap_or_default();
    format!(
        "cff-version: 1.2.0\nmessage: If you use this dataset, please cite it as below.\ntype: dataset\ntitle: {}\nversion: {}\n\
         date-released: '{}'\nlicense: {LICENCE}\n{url}authors:\n  - name: {}\n",
        quoted(&descriptor.title),
        quoted(&descriptor.version),
        descriptor.date,
        quoted(&descriptor.publisher),
    )
}

/// A text as a YAML scalar that no reader takes for something else: JSON strings are YAML.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// `NOTICE`.
pub(super) fn notice(subject: &Subject<'_>) -> String {
    let Descriptor { title, version, publisher, .. } = subject.descriptor;
    format!(
        "{title}, version {version}\nPublished by {publisher}\n\n{SOURCE}\n\nThe texts are documents of the United Nations. When you use \
         them, acknowledge the United Nations as\nthe source. There is no warranty. Made with {} {}.\n",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION"),
    )
}

/// `LICENSE`.
pub(super) fn licence(subject: &Subject<'_>) -> String {
    format!(
        "SPDX-License-Identifier: {LICENCE}\n\nThe mark-up, the tables and the descriptions that {} adds are in the public \
         domain, as far as\nthe law allows, under {LICENCE_TITLE}:\n{LICENCE_URL}\n\nThe texts themselves are documents of the \
         United Nations, see NOTICE.\n",
        subject.descriptor.publisher,
    )
}
