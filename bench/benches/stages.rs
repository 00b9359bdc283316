//! `cargo bench --bench stages`: each stage of a check by itself, the whole check, and
//! the floor, on workspaces of four sizes.

use std::fmt;
use std::path::Path;

use divan::Bencher;
use divan::counter::ItemsCount;
use layering_bench::generate;
use layering_bench::stages::Subject;
use layering_bench::threads::Threads;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// How much code there is.
#[derive(Clone, Copy)]
enum Size {
    Modules(usize),
    MillionLines,
}

const SIZES: [Size; 4] = [
    Size::Modules(10),
    Size::Modules(100),
    Size::Modules(1_000),
    Size::MillionLines,
];

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Size::Modules(modules) => write!(f, "{modules} modules"),
            Size::MillionLines => f.write_str("million lines"),
        }
    }
}

impl Size {
    fn subject(self) -> Subject {
        let modules = match self {
            Size::Modules(modules) => modules,
            Size::MillionLines => generate::modules_for(1_000_000),
        };
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        Subject::make_up(modules, folder).expect("a workspace in the target folder")
    }
}

/// What a second is counted in.
fn lines(subject: &Subject) -> ItemsCount {
    ItemsCount::new(subject.lines())
}

fn threads() -> Threads {
    Threads::start().expect("a few threads")
}

#[divan::bench(name = "1 floor", args = SIZES, sample_count = 5, sample_size = 1, min_time = 0.5)]
fn floor(bencher: Bencher, size: Size) {
    let (subject, threads) = (size.subject(), threads());
    bencher
        .counter(lines(&subject))
        .bench(|| subject.floor(&threads));
}

#[divan::bench(name = "2 facts", args = SIZES, sample_count = 5, sample_size = 1, min_time = 0.5)]
fn facts(bencher: Bencher, size: Size) {
    let (subject, threads) = (size.subject(), threads());
    bencher
        .counter(lines(&subject))
        .bench(|| subject.facts(&threads));
}

#[divan::bench(name = "3 modules, with facts", args = SIZES, sample_count = 5, sample_size = 1, min_time = 0.5)]
fn modules(bencher: Bencher, size: Size) {
    let subject = size.subject();
    bencher
        .counter(lines(&subject))
        .with_inputs(|| subject.begin())
        .bench_refs(|begun| subject.modules(begun));
}

#[divan::bench(name = "4 names", args = SIZES, sample_count = 5, sample_size = 1, min_time = 0.5)]
fn names(bencher: Bencher, size: Size) {
    let subject = size.subject();
    let tree = subject.modules(&mut subject.begin());
    bencher
        .counter(lines(&subject))
        .bench(|| subject.names(&tree));
}

#[divan::bench(name = "5 references", args = SIZES, sample_count = 5, sample_size = 1, min_time = 0.5)]
fn references(bencher: Bencher, size: Size) {
    let subject = size.subject();
    let tree = subject.modules(&mut subject.begin());
    bencher
        .counter(lines(&subject))
        .with_inputs(|| subject.names(&tree))
        .bench_refs(|names| subject.references(names));
}

#[divan::bench(name = "6 rules", args = SIZES, sample_count = 5, sample_size = 1, min_time = 0.5)]
fn rules(bencher: Bencher, size: Size) {
    let subject = size.subject();
    let mut begun = subject.begin();
    let tree = subject.modules(&mut begun);
    // What rules ask for first, names and references keep.
    let names = subject.names(&tree);
    bencher
        .counter(lines(&subject))
        .with_inputs(|| subject.references(&names))
        .bench_refs(|graph| subject.rules(&names, graph, &begun));
}

#[divan::bench(name = "7 render", args = SIZES, sample_count = 5, sample_size = 1, min_time = 0.5)]
fn render(bencher: Bencher, size: Size) {
    let subject = size.subject();
    let broken = subject.broken();
    bencher
        .counter(lines(&subject))
        .bench(|| subject.render(&broken));
}

#[divan::bench(name = "8 whole check", args = SIZES, sample_count = 5, sample_size = 1, min_time = 0.5)]
fn whole(bencher: Bencher, size: Size) {
    let subject = size.subject();
    bencher.counter(lines(&subject)).bench(|| subject.check());
}
