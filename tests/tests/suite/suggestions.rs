//! An edit that a machine may apply mends what it is offered for, and breaks
//! nothing else.

use layering::Checked;
use layering::diagnostic::{Applicability, Suggestion};
use layering_tests::{Fixture, InMemory, disk, known_broken, package_root};

/// The fixtures for which there are edits, after them.
pub(crate) fn mended() -> Vec<Fixture> {
    let mut mended = Vec::new();
    for mut fixture in fixtures() {
        let edits = edits(&InMemory::new(&fixture).check());
        if fixture.does_not_compile.is_none() && !edits.is_empty() {
            apply(&mut fixture, &edits);
            fixture.name = format!("mended/{}", fixture.name);
            mended.push(fixture);
        }
    }
    mended
}

fn fixtures() -> Vec<Fixture> {
    disk::read_fixtures(&package_root().join("fixtures"))
}

/// The edits that a machine may apply, from the end of each file to its start,
/// each place once.
fn edits(checked: &Checked) -> Vec<(String, Suggestion)> {
    let violations = checked.report.violations.iter();
    let mut edits: Vec<(String, Suggestion)> = violations
        .filter_map(|violation| violation.suggestion.clone())
        .filter(|edit| edit.applicability == Applicability::MachineApplicable)
        .map(|edit| {
            let path = &checked.sources.file(edit.span.file).path;
            (format!("/{path}"), edit)
        })
        .collect();
    edits.sort_by(|a, b| (&b.0, b.1.span).cmp(&(&a.0, a.1.span)));
    edits.dedup();
    edits
}

fn apply(fixture: &mut Fixture, edits: &[(String, Suggestion)]) {
    for (path, edit) in edits {
        let mut files = fixture.files.iter_mut();
        let file = files.find(|file| file.path == *path).expect("its file");
        let range = edit.span.start as usize..edit.span.end as usize;
        file.text.replace_range(range, &edit.replacement);
    }
}

/// Applies the edits for a fixture; returns what is wrong afterwards.
fn fault(fixture: &Fixture) -> Option<String> {
    let before = InMemory::new(fixture).check();
    let edits = edits(&before);
    let mut mended = fixture.clone();
    apply(&mut mended, &edits);
    let after = InMemory::new(&mended).check();
    let left = after.report.violations.len();
    let expected = before.report.violations.len() - edits.len();
    let shown: Vec<&str> = edits.iter().map(|(_, edit)| &*edit.replacement).collect();
    if left > expected {
        return Some(format!("{left} left instead of {expected}, with {shown:?}"));
    }
    let unresolved = &after.report.unresolved;
    if unresolved.len() > before.report.unresolved.len() {
        return Some(format!("{unresolved:?}, with {shown:?}"));
    }
    (after.report.problems.len() > before.report.problems.len())
        .then(|| format!("{:?}", after.report.problems))
}

#[test]
fn edits_mend_what_they_are_for() {
    let mut faults = Vec::new();
    let mut count = 0;
    for fixture in fixtures() {
        count += edits(&InMemory::new(&fixture).check()).len();
        let name = format!("mended/{}", fixture.name);
        let outcome = match fault(&fixture) {
            None => Ok(()),
            Some(fault) => Err(format!("{name}: {fault}")),
        };
        faults.extend(known_broken::settle(&name, outcome).err());
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(count > 50, "{count} edits");
}
