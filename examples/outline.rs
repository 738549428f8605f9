fn main() {
    for p in std::env::args().skip(1) {
        let b = std::fs::read(&p).unwrap();
        let s = declc::source::Source::decode(&p, &b).unwrap();
        let d = declc::parse::parse(&s);
        println!("== {p} {:?}", d.metadata.class.value);
        declc::model::visit::passages(&d, &mut |n| {
            let t: String = n.passage.text.chars().take(40).collect();
            let ph = n.passage.spans.iter().find(|s| matches!(s.mark, declc::model::Mark::OpeningPhrase { .. })).map(|s| n.passage.text.chars().skip(s.start as usize).take((s.end - s.start) as usize).collect::<String>());
            println!("{:?} {} [{}] {} <{}>", n.kind, n.number.map_or("", |n| &n.printed), ph.unwrap_or_default(), t.replace('\n', "/"), n.passage.source.len());
        });
        for f in &d.furniture { println!("F {:?} {:?} x{}", f.reason, f.text, f.occurrences.len()); }
        let l = declc::check::ledger::Ledger::draw(&d, &s);
        println!("{}/{} {:?}", l.accounted, l.visible, l.faults.iter().take(5).collect::<Vec<_>>());
    }
}
