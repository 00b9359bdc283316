//! One package: its manifest, its modules in areas, what it shows to others, and a test
//! that uses it from outside.
//!
//! Modules name earlier ones alone, and packages earlier ones: there is no cycle.

use std::fmt::Write;
use std::ops::Range;

use super::TextFile;
use super::module::{self, Module, Neighbours};
use super::random::Random;
use super::template::{fill, parts};
use super::words::{self, camel};

/// How many modules lie in one area.
const AREA: usize = 12;

/// A package to be written.
pub(super) struct Package {
    pub(super) name: String,
    /// Its areas, each with its modules.
    areas: Vec<(String, Vec<Module>)>,
}

impl Package {
    /// The package with this number, and with the modules with those numbers.
    pub(super) fn new(index: usize, modules: Range<usize>) -> Self {
        let numbers: Vec<usize> = modules.collect();
        let areas = numbers.chunks(AREA).enumerate().map(|(number, numbers)| {
            let area = words::area(number);
            let module = |number: &usize| Module {
                name: words::module(*number),
                around: format!("{area}::"),
            };
            let modules = numbers.iter().map(module).collect();
            (area, modules)
        });
        Package {
            name: words::package(index),
            areas: areas.collect(),
        }
    }

    /// The files of the package; it may depend on those that come before it.
    pub(super) fn files(&self, earlier: &[Package], random: &mut Random) -> Vec<TextFile> {
        let used = used(earlier, random);
        let mut files = Vec::new();
        let mut add = |path: &str, text: String| {
            files.push((format!("crates/{}/{path}", self.name), text));
        };
        add("Cargo.toml", self.manifest(&used));
        add("src/lib.rs", self.root(&used));
        add("src/base.rs", module::base("base"));
        add("src/ground.rs", module::base("ground"));
        add(
            "src/macros.rs",
            include_str!("templates/macros.rs.txt").to_owned(),
        );
        add(
            "src/prelude.rs",
            include_str!("templates/prelude.rs.txt").to_owned(),
        );
        add("src/ids.rs", ids(earlier));
        add("tests/smoke.rs", self.smoke());

        let mut before: Vec<&Module> = Vec::new();
        for (number, (area, modules)) in self.areas.iter().enumerate() {
            // Both ways to name the file of a module are usual.
            let file = match number % 2 {
                0 => format!("src/{area}.rs"),
                _ => format!("src/{area}/mod.rs"),
            };
            add(&file, self::area(area, modules));
            for module in modules {
                let neighbours = Neighbours {
                    other: near(module, &before, random),
                    far: far(&used, random),
                };
                let text = module::text(module, &neighbours, random);
                add(&format!("src/{area}/{}.rs", module.name), text);
                before.push(module);
            }
        }
        files
    }

    fn manifest(&self, used: &[&Package]) -> String {
        let mut text = format!(
            "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n",
            self.name.replace('_', "-")
        );
        for outside in ["journal", "record"] {
            text += &format!("{outside} = {{ path = \"../../outside/{outside}\" }}\n");
        }
        for Package { name, .. } in used {
            text += &format!("{} = {{ path = \"../{name}\" }}\n", name.replace('_', "-"));
        }
        text
    }

    fn root(&self, used: &[&Package]) -> String {
        let mut text = format!("//! {}, in all its areas.\n\n", camel(&self.name));
        text += "#[macro_use]\nmod macros;\n\npub mod base;\npub mod ground;\npub mod ids;\npub mod prelude;\n\n";
        for (area, _) in &self.areas {
            text += &format!("pub mod {area};\n");
        }
        let (area, modules) = &self.areas[0];
        let first = camel(&modules[0].name);
        text += &format!("\npub use {area}::{first}Plan as Foremost;\n");
        for Package { name, .. } in used {
            text += &format!("#[doc(inline)]\npub use {name}::ids as {name}_ids;\n");
        }
        text +=
            "\n/// What the foremost plan weighs when it is new.\npub fn first_weight() -> u64 {\n";
        text += "    ids::Weighted::weight(&Foremost::new(1, \"foremost\"))\n}\n";
        text
    }

    fn smoke(&self) -> String {
        let (area, modules) = &self.areas[0];
        let name = &modules[0].name;
        let template = include_str!("templates/smoke.rs.txt");
        fill(
            template,
            &[
                ("package", &self.name),
                ("area", area),
                ("name", name),
                ("Name", &camel(name)),
            ],
        )
    }
}

/// Two packages that stand for those from a registry.
pub(super) fn outside() -> Vec<TextFile> {
    let texts = parts(include_str!("templates/outside.rs.txt"));
    let libraries = [("journal", ""), ("record", "\n[lib]\nproc-macro = true\n")];
    let files = libraries.into_iter().zip(texts).flat_map(|((name, lib), text)| {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n{lib}\n[workspace]\n"
        );
        [
            (format!("outside/{name}/Cargo.toml"), manifest),
            (format!("outside/{name}/src/lib.rs"), text.to_owned()),
        ]
    });
    files.collect()
}

/// The packages that one depends on: the first, and some that are near.
fn used<'p>(earlier: &'p [Package], random: &mut Random) -> Vec<&'p Package> {
    let mut used: Vec<usize> = (0..earlier.len().min(1)).collect();
    for _ in 0..2 {
        if !earlier.is_empty() {
            used.push(earlier.len() - 1 - random.below(earlier.len().min(8)));
        }
    }
    used.sort_unstable();
    used.dedup();
    used.into_iter().map(|index| &earlier[index]).collect()
}

fn ids(earlier: &[Package]) -> String {
    match earlier.first() {
        None => include_str!("templates/ids.rs.txt").to_owned(),
        Some(first) => fill(
            include_str!("templates/ids_later.rs.txt"),
            &[("first", &first.name)],
        ),
    }
}

/// The path of an earlier module of the same package, as a neighbour would write it.
fn near(module: &Module, before: &[&Module], random: &mut Random) -> String {
    let Some(last) = before.len().checked_sub(1) else {
        return "crate::base".to_owned();
    };
    let chosen = before[last - random.below(before.len().min(16))];
    if chosen.around == module.around {
        format!("super::{}", chosen.name)
    } else {
        chosen.path("crate")
    }
}

/// The path of a module of another package.
fn far(used: &[&Package], random: &mut Random) -> String {
    if used.is_empty() {
        return "crate::ground".to_owned();
    }
    let package = used[random.below(used.len())];
    let (_, modules) = &package.areas[random.below(package.areas.len())];
    modules[random.below(modules.len())].path(&package.name)
}

/// The file of an area: its modules, what it hands on, and a little code.
fn area(name: &str, modules: &[Module]) -> String {
    let mut text = format!("//! All that lies on the {}.\n\n", name.replace('_', " "));
    for module in modules {
        let _ = writeln!(text, "pub mod {};", module.name);
    }
    text.push('\n');
    let (last, others) = modules.split_last().expect("an area has modules");
    for module in others {
        let camel = camel(&module.name);
        let _ = writeln!(
            text,
            "pub use self::{}::{{{camel}Plan, {camel}State}};",
            module.name
        );
    }
    let _ = writeln!(text, "pub use {}::*;", last.name);
    let first = &modules[0].name;
    let camel = camel(first);
    let _ = write!(
        text,
        "\nuse {first}::{first}_total as first_total;\n\n\
         /// What the first of them weigh.\n\
         pub fn weight_of_{name}(plans: &[{camel}Plan]) -> u64 {{\n    first_total(plans)\n}}\n"
    );
    text
}
