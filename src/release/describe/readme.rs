//! README and README.zh: what is in the release, how to load it, what to ask it, what to mind.
//!
//! Both languages say the same, from the same list of files and the same queries.

use super::queries::QUERIES;
use super::{SOURCE, Subject, citation};
use crate::release::table::Table;
use std::fmt::Write as _;

/// What differs between the two pages.
struct Wording {
    title: fn(&Subject<'_>) -> String,
    lead: &'static str,
    counts: fn(&Subject<'_>) -> String,
    files: &'static str,
    /// Of each file or folder, by its path; what is not in the release is left out.
    about: [(&'static str, &'static str); 15],
    database: &'static str,
    load: &'static str,
    ask: &'static str,
    question: fn(&super::queries::Query) -> &'static str,
    mind: &'static str,
    cite: &'static str,
    verify: &'static str,
}

/// `README.md`.
pub(super) fn english(subject: &Subject<'_>) -> String {
    page(subject, &ENGLISH)
}

/// `README.zh.md`.
pub(super) fn chinese(subject: &Subject<'_>) -> String {
    page(subject, &CHINESE)
}

fn page(subject: &Subject<'_>, wording: &Wording) -> String {
    let database = format!("{}.sqlite", subject.descriptor.name);
    let mut page = format!("# {}\n\n{}\n\n{}\n\n", (wording.title)(subject), wording.lead, (wording.counts)(subject));
    // Writing to a string cannot fail.
    let _ = write!(page, "## {}\n\n", wording.files);
    let described =
        ["README.md", "CODEBOOK.md", "CITATION.cff", "NOTICE", "datapackage.json", "catalog.ttl", "SHA256SUMS"];
    for (path, about) in wording.about {
        let there = described.contains(&path) || subject.listed.iter().any(|file| file.path.starts_with(path));
        if there {
            let _ = writeln!(page, "- `{path}`: {about}");
        }
    }
    if subject.file(&database).is_some() {
        let _ = writeln!(page, "- `{database}`: {}", wording.database);
    }
    let _ = write!(page, "\n{}\n", wording.load);
    if subject.file(&database).is_some() {
        let _ = write!(page, "\n```sh\nsqlite3 {database}\n```\n");
    }
    let _ = write!(page, "\n## {}\n", wording.ask);
    for query in &QUERIES {
        let _ = write!(page, "\n{}\n\n```sql\n{}\n```\n", (wording.question)(query), query.sql);
    }
    let _ = write!(
        page,
        "\n{}\n\n{}\n\n> {}\n\n{SOURCE}\n\n{}\n",
        wording.mind,
        wording.cite,
        citation::line(subject.descriptor),
        wording.verify
    );
    page
}

fn languages(subject: &Subject<'_>) -> String {
    subject.languages().iter().map(|language| language.tag).collect::<Vec<_>>().join(", ")
}

fn count(subject: &Subject<'_>, table: &str) -> usize {
    subject.table(table).map_or(0, |table: &Table| table.rows.len())
}

const ENGLISH: Wording = Wording {
    title: |subject| format!("{}, version {}", subject.descriptor.title, subject.descriptor.version),
    lead: super::ENGLISH,
    counts: |subject| {
        format!(
            "{} documents ({}), {} paragraphs, {} references, {} notes. 中文说明：`README.zh.md`.",
            count(subject, "documents"),
            languages(subject),
            count(subject, "paragraphs"),
            count(subject, "references"),
            count(subject, "notes"),
        )
    },
    files: "What is in it",
    about: [
        ("site/", "pages to read and search the documents; open `site/index.html`, no server is needed"),
        (
            "tables/",
            "`documents`, `paragraphs`, `mandates`, `references`, `notes`, `issues`, `delta`, `removed`, each as CSV and NDJSON",
        ),
        ("tables/paragraphs.parquet", "each table as Parquet, too"),
        ("akn/", "Akoma Ntoso XML of each document, in the profile of the United Nations"),
        ("json/", "JSON of each document, by `schema/document.json`"),
        ("yaml/", "the same as YAML"),
        ("source/", "the text that each document was compiled from, byte for byte"),
        ("CODEBOOK.md", "every column of every table"),
        ("CHANGES.md", "what changed since the release before"),
        ("datapackage.json", "every file with its size and hash (Data Package 2.0), and the schema of the tables"),
        (
            "catalog.ttl",
            "the same for catalogues: DCAT-AP; also `croissant.json`, `ro-crate-metadata.json`, `schema-org.jsonld`, CSVW",
        ),
        ("CITATION.cff", "how to cite it"),
        ("NOTICE", "source and terms; `LICENSE`: CC0 1.0 for mark-up, tables and descriptions"),
        ("SHA256SUMS", "checksums of all files"),
        ("README.md", "this page"),
    ],
    database: "all tables in one SQLite file, with keys, views and full-text search",
    load: "\
In pandas: `pandas.read_json(\"tables/paragraphs.ndjson\", lines=True)`. In DuckDB:\n\
`SELECT * FROM 'tables/paragraphs.ndjson'`. In a spreadsheet: open `tables/paragraphs.csv` as UTF-8.",
    ask: "What to ask it",
    question: |query| query.english,
    mind: "\
## What to mind\n\n\
- **Identifiers.** A paragraph is `document#eId`. The eId comes from the printed number, so `para_13` is paragraph 13 in\n  \
every language, and never means something else as long as the text is the same. Where an identifier of the release\n  \
before names something else now, `CHANGES.md` says so at its head; those that are gone stand in `tables/removed.csv`.\n\
- **CSV.** A text that a spreadsheet could run as a formula has an apostrophe before it, and so has one that begins with\n  \
an apostrophe. Drop one leading apostrophe from each text and you have the original. The texts of NDJSON, Parquet and\n  \
SQLite are exact. UTF-8 without byte order mark, lines end with a line feed.\n\
- **Provenance.** `source_start` and `source_end` are bytes of the file in `source/`; `source_ranges` are the exact\n  \
ranges where a page end cut the text in two.\n\
- **Known issues.** `issues` holds what is wrong with the texts as printed; nothing was mended in silence.\n\
- **Search.** In SQLite, `paragraphs_search` finds words in any language. Chinese is indexed by overlapping pairs:\n  \
one word of two characters is written as it is, `MATCH '反恐'`; a longer one as a phrase of its pairs,\n  \
`MATCH '\"恐怖 怖主 主义\"'`; one character as the beginning of a pair, `MATCH '恐*'`. As in\n  \
`SELECT paragraph, text FROM paragraphs_search JOIN paragraphs ON paragraphs.row = paragraphs_search.rowid WHERE …`.",
    cite: "## How to cite",
    verify: "`sha256sum -c SHA256SUMS` checks every file.",
};

const CHINESE: Wording = Wording {
    title: |subject| format!("{}，{} 版", subject.descriptor.title_zh, subject.descriptor.version),
    lead: super::CHINESE,
    counts: |subject| {
        format!(
            "文件 {} 份（{}），段落 {} 个，引文 {} 处，脚注 {} 条。English: `README.md`.",
            count(subject, "documents"),
            languages(subject),
            count(subject, "paragraphs"),
            count(subject, "references"),
            count(subject, "notes"),
        )
    },
    files: "内容",
    about: [
        ("site/", "供阅读和检索的网页；打开 `site/index.html` 即可，无需服务器"),
        (
            "tables/",
            "`documents`（文件）、`paragraphs`（段落）、`mandates`（任务）、`references`（引文）、`notes`（脚注）、`issues`（问题）、`delta`（变化）、`removed`（撤除），各有 CSV 和 NDJSON",
        ),
        ("tables/paragraphs.parquet", "各表亦有 Parquet"),
        ("akn/", "每份文件的 Akoma Ntoso XML，采用联合国规范"),
        ("json/", "每份文件的 JSON，结构见 `schema/document.json`"),
        ("yaml/", "同样内容的 YAML"),
        ("source/", "每份文件的源文本，逐字节原样"),
        ("CODEBOOK.md", "各表各列的说明（英文）"),
        ("CHANGES.md", "自上一版以来的变化"),
        ("datapackage.json", "每个文件的大小和散列值（Data Package 2.0）以及各表的结构"),
        (
            "catalog.ttl",
            "供目录系统使用：DCAT-AP；另有 `croissant.json`、`ro-crate-metadata.json`、`schema-org.jsonld`、CSVW",
        ),
        ("CITATION.cff", "引用格式"),
        ("NOTICE", "来源和使用条件；`LICENSE`：标记、表格和说明采用 CC0 1.0"),
        ("SHA256SUMS", "所有文件的校验和"),
        ("README.md", "英文说明"),
    ],
    database: "全部表格合为一个 SQLite 文件，带有键、视图和全文检索",
    load: "\
pandas：`pandas.read_json(\"tables/paragraphs.ndjson\", lines=True)`。DuckDB：\n\
`SELECT * FROM 'tables/paragraphs.ndjson'`。电子表格：以 UTF-8 打开 `tables/paragraphs.csv`。",
    ask: "可以问什么",
    question: |query| query.chinese,
    mind: "\
## 注意事项\n\n\
- **标识符**：段落的标识符为 `文件名#eId`。eId 取自印出的编号，因此 `para_13` 在各种语文中都是第 13 段，只要文本不变，含义就不变。\n  \
上一版的标识符如今另有所指的，`CHANGES.md` 开头会列明；已撤除的见 `tables/removed.csv`。\n\
- **CSV**：电子表格可能当作公式执行的文本，以及以撇号开头的文本，前面都加一个撇号；去掉每个文本开头的一个撇号即得原文。\n  \
NDJSON、Parquet 和 SQLite 中的文本均为原文。编码为 UTF-8，无字节顺序标记，以换行符分行。\n\
- **来源**：`source_start` 和 `source_end` 是 `source/` 中文件的字节位置；文本被分页截断时，`source_ranges` 给出各段确切范围。\n\
- **已知问题**：`issues` 列出文本本身的问题；没有任何地方被暗中改动。\n\
- **检索**：SQLite 中的 `paragraphs_search` 可检索任何语文的词。中文按相邻两字编入索引：两字词照写，`MATCH '反恐'`；\n  \
更长的词写成两字一组的短语，`MATCH '\"恐怖 怖主 主义\"'`；单字写成前缀，`MATCH '恐*'`。例如\n  \
`SELECT paragraph, text FROM paragraphs_search JOIN paragraphs ON paragraphs.row = paragraphs_search.rowid WHERE …`。",
    cite: "## 引用格式",
    verify: "`sha256sum -c SHA256SUMS` 可校验所有文件。",
};
