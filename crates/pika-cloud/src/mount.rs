//! What a runtime mounts, and what is wrong with a mount taken by itself. Rules
//! between mounts, or between a mount and the rest of a spec, are the spec's;
//! how a mount is written for a provider is the provider module's.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::paths::{PathProblem, check_absolute};

/// What stands behind a mount; it decides how the source is read.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MountKind {
    /// A storage volume which outlives the instance; the source is its name.
    PersistentVolume,
    /// A directory of the host as it was at one moment; the source is its path.
    ReadOnlySnapshot,
    /// A directory of the host which collects output; the source is its path.
    ArtifactOutput,
    /// A directory of the host which may vanish at any time; the source is its
    /// path.
    Cache,
}

/// Whether the guest may write.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MountMode {
    /// It may not.
    ReadOnly,
    /// It may.
    ReadWrite,
}

/// One mount of a runtime.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RuntimeMount {
    /// What stands behind it.
    pub kind: MountKind,
    /// The volume or host directory, as the kind demands.
    pub source: String,
    /// Where it appears in the guest.
    pub guest_path: String,
    /// Whether the guest may write to it.
    pub mode: MountMode,
    /// Whether the runtime must not start without it.
    #[serde(default = "required")]
    pub required: bool,
}

/// Why a mount is not accepted.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum MountProblem {
    /// The place in the guest is not a usable path.
    #[error("the guest path is no good: {0}")]
    GuestPath(PathProblem),
    /// The place on the host is not a usable path.
    #[error("the source is no good: {0}")]
    HostPath(PathProblem),
    /// The source should be the name of a volume.
    #[error("the source of a persistent volume is its name, which has no `/` and is not empty")]
    VolumeName,
    /// A snapshot that can be written to is none.
    #[error("a read-only snapshot cannot be mounted read-write")]
    WritableSnapshot,
}

impl RuntimeMount {
    /// Whether the guest is kept from writing. A snapshot is read-only whatever
    /// its mode says, so that a spec nobody checked cannot damage it.
    pub fn is_read_only(&self) -> bool {
        self.kind == MountKind::ReadOnlySnapshot || self.mode == MountMode::ReadOnly
    }

    /// Checks the mount by itself.
    pub fn check(&self) -> Result<(), MountProblem> {
        check_absolute(&self.guest_path).map_err(MountProblem::GuestPath)?;
        match self.kind {
            MountKind::PersistentVolume => check_volume_name(&self.source)?,
            MountKind::ReadOnlySnapshot | MountKind::ArtifactOutput | MountKind::Cache => {
                check_absolute(&self.source).map_err(MountProblem::HostPath)?;
            }
        }
        if self.kind == MountKind::ReadOnlySnapshot && self.mode == MountMode::ReadWrite {
            return Err(MountProblem::WritableSnapshot);
        }
        Ok(())
    }
}

fn check_volume_name(name: &str) -> Result<(), MountProblem> {
    if name.trim().is_empty() || name.contains('/') {
        Err(MountProblem::VolumeName)
    } else {
        Ok(())
    }
}

fn required() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json};

    fn mount(kind: MountKind, source: &str, mode: MountMode) -> RuntimeMount {
        RuntimeMount {
            kind,
            source: source.to_owned(),
            guest_path: "/data".to_owned(),
            mode,
            required: true,
        }
    }

    #[test]
    fn a_mount_is_required_unless_it_says_otherwise() {
        let decoded: RuntimeMount = from_value(json!({
            "kind": "persistent_volume",
            "source": "state",
            "guest_path": "/data",
            "mode": "read_write",
        }))
        .unwrap();
        assert_eq!(
            decoded,
            mount(MountKind::PersistentVolume, "state", MountMode::ReadWrite)
        );
    }

    #[test]
    fn a_mount_does_not_guess_its_mode_and_has_no_other_fields() {
        for (wire, reason) in [
            (
                json!({ "kind": "cache", "source": "/c", "guest_path": "/c" }),
                "missing field `mode`",
            ),
            (
                json!({
                    "kind": "cache", "source": "/c", "guest_path": "/c",
                    "mode": "read_only", "readonly": true,
                }),
                "unknown field `readonly`",
            ),
        ] {
            let error = from_value::<RuntimeMount>(wire).unwrap_err();
            assert!(error.to_string().contains(reason), "{error}");
        }
    }

    #[test]
    fn a_snapshot_is_read_only_and_must_say_so() {
        let honest = mount(MountKind::ReadOnlySnapshot, "/snap", MountMode::ReadOnly);
        assert_eq!(honest.check(), Ok(()));
        assert!(honest.is_read_only());

        let bold = mount(MountKind::ReadOnlySnapshot, "/snap", MountMode::ReadWrite);
        assert_eq!(bold.check(), Err(MountProblem::WritableSnapshot));
        assert!(bold.is_read_only());
    }

    #[test]
    fn other_kinds_are_as_writable_as_their_mode() {
        for kind in [
            MountKind::PersistentVolume,
            MountKind::ArtifactOutput,
            MountKind::Cache,
        ] {
            assert!(mount(kind, "s", MountMode::ReadOnly).is_read_only());
            assert!(!mount(kind, "s", MountMode::ReadWrite).is_read_only());
        }
    }

    #[test]
    fn the_kind_decides_what_a_source_is() {
        let volume = |source| mount(MountKind::PersistentVolume, source, MountMode::ReadWrite);
        assert_eq!(volume("state").check(), Ok(()));
        for source in ["", " ", "/srv/state", "a/b"] {
            assert_eq!(volume(source).check(), Err(MountProblem::VolumeName));
        }

        let host = |source| mount(MountKind::Cache, source, MountMode::ReadWrite);
        assert_eq!(host("/srv/cache").check(), Ok(()));
        assert_eq!(
            host("cache").check(),
            Err(MountProblem::HostPath(PathProblem::NotAbsolute))
        );
        assert_eq!(
            host("/srv/../etc").check(),
            Err(MountProblem::HostPath(PathProblem::NotNormal))
        );
    }

    #[test]
    fn the_guest_path_is_checked_for_every_kind() {
        let mut mount = mount(MountKind::PersistentVolume, "state", MountMode::ReadWrite);
        mount.guest_path = "data".to_owned();
        assert_eq!(
            mount.check(),
            Err(MountProblem::GuestPath(PathProblem::NotAbsolute))
        );
    }
}
