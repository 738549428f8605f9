//! The questions that the tables answer, each in one query: printed in the README, run by the tests.

/// A question with its answer in SQL, as SQLite and DuckDB both read it.
pub(super) struct Query {
    pub(super) english: &'static str,
    pub(super) chinese: &'static str,
    pub(super) sql: &'static str,
}

pub(super) const QUERIES: [Query; 3] = [
    Query {
        english: "Which paragraphs ask the Secretary-General to report, and by when?",
        chinese: "哪些段落请秘书长提出报告，期限为何？",
        sql: "\
SELECT paragraph, addressee, deadline_text, deadline_date, action
FROM mandates WHERE reporting AND (
  addressee LIKE '%秘书长%' OR addressee LIKE '%Secretary-General%' OR addressee LIKE '%Secrétaire général%'
  OR addressee LIKE '%Secretario General%' OR addressee LIKE '%Генеральн%секретар%' OR addressee LIKE '%الأمين العام%')
ORDER BY deadline_date IS NULL, deadline_date, mandate;",
    },
    Query {
        english: "Which resolutions are cited most?",
        chinese: "哪些决议被引用最多？",
        sql: "\
SELECT symbol, count(DISTINCT document) AS documents, count(*) AS mentions
FROM \"references\" WHERE kind = 'resolution' AND symbol IS NOT NULL
GROUP BY symbol ORDER BY documents DESC, mentions DESC, symbol LIMIT 10;",
    },
    Query {
        english: "What changed since the last release?",
        chinese: "自上一版以来有哪些变化？",
        sql: "\
SELECT op, id, number_printed, text
FROM delta LEFT JOIN paragraphs ON paragraph = id
WHERE table_name = 'paragraphs' ORDER BY op, id;",
    },
];
