//! Layers one above the other: which module is in which, and what may reach
//! what.
//!
//! A rule has one stack, or one in each of its containers. It is built from
//! the options and the names alone; following references is for `borders`.

use crate::config::{SelectorList, Selectors, matches_path};
use crate::diagnostic::Diagnostic;
use crate::modules::ModuleId;
use crate::resolve::Names;
use crate::rules::borders::{Borders, Part};
use crate::rules::heads::{self, Head};
use crate::rules::select::most_similar;

/// A layer, as the options have it.
pub(super) struct Layer {
    /// What is in it.
    pub(super) list: SelectorList,
    /// Whether its members must know nothing of each other.
    pub(super) siblings: bool,
    /// Whether what is above must not reach what is below but through it.
    pub(super) closed: bool,
}

impl Layer {
    pub(super) fn new(raw: &Selectors, list: SelectorList, closed: bool) -> Self {
        Layer {
            list,
            siblings: raw.is_list(),
            closed,
        }
    }
}

/// Layers with the modules that are in them.
pub(super) struct Stack {
    /// The modules inside of which the layers are; all code if there are none.
    pub(super) within: Vec<ModuleId>,
    /// The members of all layers, from the top down.
    pub(super) heads: Vec<Head>,
    /// The layer that each member is in.
    layer: Vec<usize>,
    layers: Vec<(bool, bool)>,
    parts: Vec<Option<Part>>,
    direct_only: bool,
}

impl Stack {
    fn new(
        names: &Names<'_>,
        layers: &[Layer],
        within: Vec<ModuleId>,
        members: Vec<Vec<Head>>,
        direct_only: bool,
    ) -> Self {
        let mut layer = Vec::new();
        for (index, heads) in members.iter().enumerate() {
            layer.extend(heads.iter().map(|_| index));
        }
        let heads: Vec<Head> = members.into_iter().flatten().collect();
        Stack {
            within,
            parts: heads::parts(names, &heads),
            heads,
            layer,
            layers: layers.iter().map(|l| (l.siblings, l.closed)).collect(),
            direct_only,
        }
    }

    /// A member of a layer.
    pub(super) fn head(&self, part: Part) -> &Head {
        &self.heads[part as usize]
    }

    /// Why a member must not reach another.
    pub(super) fn reason(&self, from: Part, to: Part) -> String {
        let [from_layer, to_layer] = [from, to].map(|part| self.layer[part as usize]);
        let (from, to) = (&self.head(from).label, &self.head(to).label);
        if from_layer == to_layer {
            return format!("`{from}` and `{to}` are independent siblings of one layer");
        }
        match self.bypassed(from_layer, to_layer) {
            Some(closed) => {
                let members = self.heads.iter().zip(&self.layer);
                let labels = members.filter(|(_, layer)| **layer == closed);
                let labels: Vec<String> = labels
                    .map(|(head, _)| format!("`{}`", head.label))
                    .collect();
                let around = labels.join(", ");
                format!("from `{from}` to `{to}`, it goes around the closed layer of {around}")
            }
            None => format!("`{from}` is a layer below `{to}`"),
        }
    }

    /// The first closed layer between one and a lower one.
    fn bypassed(&self, from: usize, to: usize) -> Option<usize> {
        (from + 1..to).find(|layer| self.layers[*layer].1 && self.layer.contains(layer))
    }
}

impl Borders for Stack {
    fn part(&self, module: ModuleId) -> Option<Part> {
        self.parts[module.0 as usize]
    }

    fn forbids(&self, from: Part, to: Part) -> bool {
        let [from_layer, to_layer] = [from, to].map(|part| self.layer[part as usize]);
        match from_layer.cmp(&to_layer) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => from != to && self.layers[from_layer].0,
            std::cmp::Ordering::Less => self.bypassed(from_layer, to_layer).is_some(),
        }
    }

    fn is_direct_only(&self) -> bool {
        self.direct_only
    }
}

/// What the stacks of a rule are built from.
pub(super) struct Plan<'p> {
    pub(super) layers: &'p [Layer],
    pub(super) allow_empty: bool,
    pub(super) direct_only: bool,
}

impl Plan<'_> {
    /// The one stack of layers that are selected from a crate down.
    pub(super) fn alone(&self, names: &Names<'_>, problems: &mut Vec<Diagnostic>) -> Stack {
        let mut members =
            |layer: &Layer| heads::heads(names, &layer.list, self.allow_empty, problems);
        let members: Vec<Vec<Head>> = self.layers.iter().map(&mut members).collect();
        let all: Vec<Head> = members.iter().flatten().cloned().collect();
        heads::twice(names, &all, problems);
        Stack::new(names, self.layers, Vec::new(), members, self.direct_only)
    }

    /// A stack in each container. A layer need not be in all of them, but in
    /// one; and no container may be without any.
    pub(super) fn in_each(
        &self,
        names: &Names<'_>,
        containers: &[Head],
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Stack> {
        let mut stacks = Vec::new();
        for container in containers {
            let inside = Inside::new(names, container);
            let members = self.layers.iter();
            let members: Vec<_> = members.map(|layer| inside.heads(&layer.list)).collect();
            let all: Vec<Head> = members.iter().flatten().cloned().collect();
            heads::twice(names, &all, problems);
            if all.is_empty() && !self.allow_empty {
                let headline = format!("no layer is in container `{}`", container.label);
                problems.push(
                    Diagnostic::error(headline)
                        .at(container.span, "has none of `layers`")
                        .with_help("a layer is a path below the container, as `api` or `*`"),
                );
            }
            let within = container.modules.clone();
            stacks.push(Stack::new(
                names,
                self.layers,
                within,
                members,
                self.direct_only,
            ));
        }
        if !self.allow_empty && !containers.is_empty() {
            self.missing(names, containers, problems);
        }
        stacks
    }

    /// The problem that a layer is in no container, for each selector of one.
    fn missing(&self, names: &Names<'_>, containers: &[Head], problems: &mut Vec<Diagnostic>) {
        let insides: Vec<Inside> = containers
            .iter()
            .map(|container| Inside::new(names, container))
            .collect();
        for selector in self.layers.iter().flat_map(|layer| &layer.list.include) {
            let alone = SelectorList {
                include: vec![selector.clone()],
                ..SelectorList::default()
            };
            if insides
                .iter()
                .any(|inside| !inside.heads(&alone).is_empty())
            {
                continue;
            }
            let headline = format!("layer `{}` is in no container", selector.text);
            let problem = Diagnostic::error(headline).at(selector.span, "nothing has this path");
            let below = insides.iter().flat_map(|inside| &inside.modules);
            let paths = below.map(|(path, _)| path.join("::"));
            problems.push(match most_similar(&selector.text, paths) {
                Some(path) => problem.with_help(format!("the nearest that exists is `{path}`")),
                None => problem.with_help("a layer is a path below the container, as `api` or `*`"),
            });
        }
    }
}

/// The modules below a container, with their paths from there.
struct Inside {
    label: String,
    modules: Vec<(Vec<String>, ModuleId)>,
}

impl Inside {
    fn new(names: &Names<'_>, container: &Head) -> Self {
        let mut paths: Vec<Option<Vec<String>>> = Vec::with_capacity(names.tree.modules.len());
        let mut modules = Vec::new();
        // A parent comes before its children.
        for (id, module) in (0..).map(ModuleId).zip(&names.tree.modules) {
            let path = if container.modules.contains(&id) {
                Some(Vec::new())
            } else {
                let above = module
                    .parent
                    .and_then(|above| paths[above.0 as usize].clone());
                above.map(|mut path| {
                    path.push(names.module_name(id).to_owned());
                    modules.push((path.clone(), id));
                    path
                })
            };
            paths.push(path);
        }
        Inside {
            label: container.label.clone(),
            modules,
        }
    }

    /// What a list selects here. Modules of several crates of one package that
    /// have one path are one head.
    fn heads(&self, list: &SelectorList) -> Vec<Head> {
        let matches = |selector: &crate::config::Selector, path: &[String]| {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let alternatives = selector.alternatives.iter();
            alternatives
                .clone()
                .any(|pattern| matches_path(pattern, &path))
        };
        let mut heads: Vec<Head> = Vec::new();
        for selector in &list.include {
            for (path, module) in &self.modules {
                let is_taken_away =
                    |selector| (1..=path.len()).any(|length| matches(selector, &path[..length]));
                if !matches(selector, path) || list.exclude.iter().any(is_taken_away) {
                    continue;
                }
                let label = format!("{}::{}", self.label, path.join("::"));
                let same = heads
                    .iter_mut()
                    .find(|head| head.label == label && head.span == selector.span);
                match same {
                    Some(head) => head.modules.push(*module),
                    None => heads.push(Head {
                        label,
                        modules: vec![*module],
                        span: selector.span,
                    }),
                }
            }
        }
        heads
    }
}
