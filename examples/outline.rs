fn main() {
    let full = std::env::args().any(|a| a == "-v");
    for p in std::env::args().skip(1).filter(|a| a != "-v") {
        let b = std::fs::read(&p).unwrap();
        let s = declc::source::Source::decode(&p, &b).unwrap();
        let c = declc::compile(&s, None);
        let d = c.linked.document();
        println!("== {p}\n{}", serde_json::to_string(&d.metadata).unwrap());
        if full {
            declc::model::visit::passages(d, &mut |n| {
                let t: String = n.passage.text.chars().take(30).collect();
                println!("{:?} {} {} {}", n.kind, n.context, n.number.map_or("", |n| &n.printed), t.replace('\n', "/"));
                for s in &n.passage.spans {
                    println!(
                        "    {} {}",
                        n.passage
                            .text
                            .chars()
                            .skip(s.start as usize)
                            .take((s.end - s.start) as usize)
                            .collect::<String>(),
                        serde_json::to_string(&s.mark).unwrap()
                    );
                }
            });
        }
        for r in &d.references {
            println!(
                "{} {:?} {} | {:?} {:?} {:?} {}",
                r.eid,
                r.kind,
                r.text,
                r.symbol,
                r.locator,
                r.cited_date,
                serde_json::to_string(&r.target).unwrap()
            );
        }
        println!(
            "{}/{} {:?}",
            c.ledger.accounted,
            c.ledger.visible,
            c.ledger.faults.iter().take(5).collect::<Vec<_>>()
        );
    }
}
