//! What a runtime is to be, and the one place which says whether that makes
//! sense. A spec is written by whoever wants a runtime and checked as a whole
//! before anything is planned from it, so no planner has to refuse anything.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::lifecycle::RuntimeArtifacts;
use crate::mount::{MountKind, MountProblem, RuntimeMount};
use crate::paths::{PathProblem, check_absolute, contains};
use crate::policy::RuntimePolicies;

/// Everything that is decided about a runtime before it exists.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RuntimeSpec {
    /// What the runtime is called.
    pub identity: RuntimeIdentity,
    /// What Incus builds it from.
    pub incus: IncusRuntimeConfig,
    /// What it may use.
    #[serde(default)]
    pub resources: RuntimeResources,
    /// What it mounts; no two at the same place.
    #[serde(default)]
    pub mounts: Vec<RuntimeMount>,
    /// Where it leaves its lifecycle files.
    #[serde(default)]
    pub artifacts: RuntimeArtifacts,
    /// What becomes of it when it stops.
    #[serde(default)]
    pub policies: RuntimePolicies,
    /// Notes for whoever looks at the instance later; nothing acts on them.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
}

/// The names of a runtime.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RuntimeIdentity {
    /// The id its owner knows it by; never reused.
    pub runtime_id: String,
    /// The name of its instance, which is also the guest's host name.
    pub instance_name: String,
}

/// What Incus builds an instance from.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct IncusRuntimeConfig {
    /// The project the instance belongs to.
    pub project: String,
    /// The profiles it is built on; a later one overrides an earlier one.
    pub profiles: Vec<String>,
    /// The alias of its image.
    pub image_alias: String,
    /// The pool of its root disk and volumes. Without it the profiles provide
    /// the root disk, and the spec can neither size it nor mount volumes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage_pool: Option<String>,
}

/// What a runtime may use; what is absent is left to the profiles.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct RuntimeResources {
    /// Virtual CPUs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vcpus: Option<u32>,
    /// Memory, in MiB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_mib: Option<u32>,
    /// The root disk, in GiB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_disk_gib: Option<u32>,
}

/// Why a spec is refused.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[non_exhaustive]
pub enum RuntimeSpecError {
    /// A field that must say something says nothing.
    #[error("`{field}` is empty")]
    Empty {
        /// The field, with dots from the top of the spec.
        field: &'static str,
    },
    /// A limit nothing can run under.
    #[error("`{field}` is zero; leave it out to have no limit")]
    ZeroResource {
        /// The field, with dots from the top of the spec.
        field: &'static str,
    },
    /// Incus could not use the name as a host name.
    #[error(
        "instance name `{name}` is not a host name: 1 to 63 ASCII letters, digits and dashes, \
         beginning with a letter and not ending with a dash"
    )]
    InstanceName {
        /// The name.
        name: String,
    },
    /// Something is to be stored and no pool says where.
    #[error("{needed_by} needs `incus.storage_pool`")]
    NoStoragePool {
        /// The part of the spec which stores something.
        needed_by: String,
    },
    /// The place of a lifecycle file is no usable path.
    #[error("`{field}` cannot be `{path}`: {problem}")]
    ArtifactPath {
        /// The field, with dots from the top of the spec.
        field: &'static str,
        /// What it says.
        path: String,
        /// What is wrong with that.
        problem: PathProblem,
    },
    /// Two lifecycle files would overwrite each other.
    #[error("two artifacts share the path `{path}`")]
    DuplicateArtifact {
        /// Their path.
        path: String,
    },
    /// A mount is wrong by itself.
    #[error("the mount of `{source_name}` at `{guest_path}` is refused: {problem}")]
    Mount {
        /// The mount's source.
        source_name: String,
        /// The mount's place in the guest.
        guest_path: String,
        /// What is wrong.
        problem: MountProblem,
    },
    /// Two mounts at one place: which one the guest sees would be chance.
    #[error("two mounts share the guest path `{guest_path}`")]
    DuplicateMount {
        /// Their place in the guest.
        guest_path: String,
    },
    /// A mount covers a lifecycle file, which would then survive the boot it
    /// tells about.
    #[error("the mount at `{guest_path}` hides `{artifact}`")]
    MountHidesArtifact {
        /// The mount's place in the guest.
        guest_path: String,
        /// The file it covers.
        artifact: String,
    },
    /// The provider cannot name a device after a path this long.
    #[error("the guest path `{guest_path}` is too long to name a device after")]
    GuestPathTooLong {
        /// The mount's place in the guest.
        guest_path: String,
    },
    /// A label's key could not be part of a configuration key.
    #[error("label key `{key}` is not made of lower-case letters, digits, `-`, `_` and `.`")]
    LabelKey {
        /// The key.
        key: String,
    },
    /// The runtime would be gone before it could be restarted.
    #[error("a runtime which is destroyed when it stops cannot be restarted")]
    RestartOfDestroyed,
}

impl RuntimeSpec {
    /// A spec with nothing but what must be said.
    pub fn new(identity: RuntimeIdentity, incus: IncusRuntimeConfig) -> Self {
        Self {
            identity,
            incus,
            resources: RuntimeResources::default(),
            mounts: Vec::new(),
            artifacts: RuntimeArtifacts::default(),
            policies: RuntimePolicies::default(),
            labels: BTreeMap::new(),
        }
    }

    /// Checks the spec as a whole and reports the first thing wrong with it.
    pub fn validate(&self) -> Result<(), RuntimeSpecError> {
        self.check_names()?;
        self.check_resources()?;
        self.check_artifacts()?;
        self.check_mounts()?;
        if !self.policies.are_consistent() {
            return Err(RuntimeSpecError::RestartOfDestroyed);
        }
        self.labels.keys().try_for_each(|key| check_label(key))
    }

    fn check_names(&self) -> Result<(), RuntimeSpecError> {
        let incus = &self.incus;
        not_empty("identity.runtime_id", &self.identity.runtime_id)?;
        check_instance_name(&self.identity.instance_name)?;
        not_empty("incus.project", &incus.project)?;
        not_empty("incus.image_alias", &incus.image_alias)?;
        if incus.profiles.is_empty() {
            return Err(RuntimeSpecError::Empty {
                field: "incus.profiles",
            });
        }
        for profile in &incus.profiles {
            not_empty("incus.profiles", profile)?;
        }
        match &incus.storage_pool {
            Some(pool) => not_empty("incus.storage_pool", pool),
            None => Ok(()),
        }
    }

    fn check_resources(&self) -> Result<(), RuntimeSpecError> {
        let resources = &self.resources;
        for (field, amount) in [
            ("resources.vcpus", resources.vcpus),
            ("resources.memory_mib", resources.memory_mib),
            ("resources.root_disk_gib", resources.root_disk_gib),
        ] {
            if amount == Some(0) {
                return Err(RuntimeSpecError::ZeroResource { field });
            }
        }
        if resources.root_disk_gib.is_some() {
            self.need_storage_pool(|| "`resources.root_disk_gib`".to_owned())?;
        }
        Ok(())
    }

    fn check_artifacts(&self) -> Result<(), RuntimeSpecError> {
        let mut taken = BTreeSet::new();
        for (field, path) in self.artifacts.named_paths() {
            check_absolute(path).map_err(|problem| RuntimeSpecError::ArtifactPath {
                field,
                path: path.to_owned(),
                problem,
            })?;
            if !taken.insert(path) {
                return Err(RuntimeSpecError::DuplicateArtifact {
                    path: path.to_owned(),
                });
            }
        }
        Ok(())
    }

    fn check_mounts(&self) -> Result<(), RuntimeSpecError> {
        let mut taken = BTreeSet::new();
        for mount in &self.mounts {
            let guest_path = || mount.guest_path.clone();
            mount.check().map_err(|problem| RuntimeSpecError::Mount {
                source_name: mount.source.clone(),
                guest_path: guest_path(),
                problem,
            })?;
            if mount.kind == MountKind::PersistentVolume {
                self.need_storage_pool(|| format!("the volume `{}`", mount.source))?;
            }
            if !taken.insert(&mount.guest_path) {
                return Err(RuntimeSpecError::DuplicateMount {
                    guest_path: guest_path(),
                });
            }
            let artifacts = self.artifacts.named_paths();
            let hidden = artifacts
                .iter()
                .find(|(_, path)| contains(&mount.guest_path, path));
            if let Some((_, artifact)) = hidden {
                return Err(RuntimeSpecError::MountHidesArtifact {
                    guest_path: guest_path(),
                    artifact: (*artifact).to_owned(),
                });
            }
        }
        Ok(())
    }

    fn need_storage_pool(&self, needed_by: impl Fn() -> String) -> Result<(), RuntimeSpecError> {
        match self.incus.storage_pool {
            Some(_) => Ok(()),
            None => Err(RuntimeSpecError::NoStoragePool {
                needed_by: needed_by(),
            }),
        }
    }
}

fn not_empty(field: &'static str, value: &str) -> Result<(), RuntimeSpecError> {
    if value.trim().is_empty() {
        Err(RuntimeSpecError::Empty { field })
    } else {
        Ok(())
    }
}

fn check_instance_name(name: &str) -> Result<(), RuntimeSpecError> {
    let is_host_name = name.len() <= 63
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && !name.ends_with('-')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_host_name {
        Ok(())
    } else {
        Err(RuntimeSpecError::InstanceName {
            name: name.to_owned(),
        })
    }
}

fn check_label(key: &str) -> Result<(), RuntimeSpecError> {
    let fits = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_' | '.');
    if !key.is_empty() && key.chars().all(fits) {
        Ok(())
    } else {
        Err(RuntimeSpecError::LabelKey {
            key: key.to_owned(),
        })
    }
}

#[cfg(test)]
pub(crate) mod tests;
