//! Tests of the checks a spec goes through, apart from them because each rule is
//! shown on a spec which is right but for that rule.

use super::*;
use crate::mount::MountMode;
use crate::policy::{RestartPolicy, RetentionPolicy};
use serde_json::{from_value, json, to_value};

/// A valid spec which uses every part of the model.
pub(crate) fn sample() -> RuntimeSpec {
    RuntimeSpec {
        identity: RuntimeIdentity {
            runtime_id: "r-1".to_owned(),
            instance_name: "agent-r-1".to_owned(),
        },
        incus: IncusRuntimeConfig {
            project: "agents".to_owned(),
            profiles: vec!["default".to_owned(), "agent".to_owned()],
            image_alias: "agent/stable".to_owned(),
            storage_pool: Some("fast".to_owned()),
        },
        resources: RuntimeResources {
            vcpus: Some(2),
            memory_mib: Some(2048),
            root_disk_gib: Some(16),
        },
        mounts: vec![
            RuntimeMount {
                kind: MountKind::PersistentVolume,
                source: "r-1-state".to_owned(),
                guest_path: "/var/lib/agent".to_owned(),
                mode: MountMode::ReadWrite,
                required: true,
            },
            RuntimeMount {
                kind: MountKind::ReadOnlySnapshot,
                source: "/srv/snapshots/r-1".to_owned(),
                guest_path: "/workspace/snapshot".to_owned(),
                mode: MountMode::ReadOnly,
                required: false,
            },
        ],
        artifacts: RuntimeArtifacts::default(),
        policies: RuntimePolicies {
            restart: RestartPolicy::OnFailure,
            retention: RetentionPolicy::Keep,
        },
        labels: BTreeMap::from([("owner".to_owned(), "team a".to_owned())]),
    }
}

fn refusal(change: impl FnOnce(&mut RuntimeSpec)) -> RuntimeSpecError {
    let mut spec = sample();
    change(&mut spec);
    spec.validate().expect_err("the change makes it invalid")
}

#[test]
fn the_sample_is_valid_and_round_trips() {
    let spec = sample();
    assert_eq!(spec.validate(), Ok(()));
    let again: RuntimeSpec = from_value(to_value(&spec).unwrap()).unwrap();
    assert_eq!(again, spec);
}

#[test]
fn a_spec_needs_names_only() {
    let spec: RuntimeSpec = from_value(json!({
        "identity": { "runtime_id": "r-1", "instance_name": "agent" },
        "incus": { "project": "p", "profiles": ["default"], "image_alias": "i" },
    }))
    .unwrap();
    assert_eq!(
        spec,
        RuntimeSpec::new(spec.identity.clone(), spec.incus.clone())
    );
    assert_eq!(spec.validate(), Ok(()));
}

#[test]
fn a_spec_refuses_fields_it_does_not_know() {
    for pointer in ["", "/identity", "/incus", "/resources", "/mounts/0"] {
        let mut wire = to_value(sample()).unwrap();
        wire.pointer_mut(pointer).unwrap()["extra"] = json!(1);
        let error = from_value::<RuntimeSpec>(wire).unwrap_err();
        assert!(
            error.to_string().contains("unknown field `extra`"),
            "{pointer}: {error}"
        );
    }
}

#[test]
fn empty_names_are_refused_by_field() {
    type Blank = fn(&mut RuntimeSpec);
    let blanks: [(&str, Blank); 6] = [
        ("identity.runtime_id", |s| s.identity.runtime_id.clear()),
        ("incus.project", |s| s.incus.project = "  ".to_owned()),
        ("incus.image_alias", |s| s.incus.image_alias.clear()),
        ("incus.profiles", |s| s.incus.profiles.clear()),
        ("incus.profiles", |s| s.incus.profiles[1].clear()),
        ("incus.storage_pool", |s| {
            s.incus.storage_pool = Some(String::new());
        }),
    ];
    for (field, blank) in blanks {
        let error = refusal(blank);
        assert_eq!(error, RuntimeSpecError::Empty { field });
        assert_eq!(error.to_string(), format!("`{field}` is empty"));
    }
}

#[test]
fn instance_names_are_host_names() {
    let long = "a".repeat(64);
    for bad in [
        "", "1agent", "-agent", "agent-", "my agent", "a_b", "é", &long,
    ] {
        let error = refusal(|s| s.identity.instance_name = bad.to_owned());
        let name = bad.to_owned();
        assert_eq!(error, RuntimeSpecError::InstanceName { name });
    }
    for good in ["a", "Agent-1", &long[1..]] {
        let mut spec = sample();
        spec.identity.instance_name = good.to_owned();
        assert_eq!(spec.validate(), Ok(()), "{good}");
    }
}

#[test]
fn limits_of_zero_are_refused() {
    let error = refusal(|s| s.resources.memory_mib = Some(0));
    assert_eq!(
        error,
        RuntimeSpecError::ZeroResource {
            field: "resources.memory_mib"
        }
    );
}

#[test]
fn whatever_is_stored_needs_a_pool() {
    let disk = refusal(|s| s.incus.storage_pool = None);
    assert_eq!(
        disk.to_string(),
        "`resources.root_disk_gib` needs `incus.storage_pool`"
    );
    let volume = refusal(|s| {
        s.incus.storage_pool = None;
        s.resources.root_disk_gib = None;
    });
    assert_eq!(
        volume.to_string(),
        "the volume `r-1-state` needs `incus.storage_pool`"
    );
}

#[test]
fn artifacts_are_usable_and_distinct() {
    assert_eq!(
        refusal(|s| s.artifacts.events = "events".to_owned()),
        RuntimeSpecError::ArtifactPath {
            field: "artifacts.events",
            path: "events".to_owned(),
            problem: PathProblem::NotAbsolute,
        }
    );
    assert_eq!(
        refusal(|s| s.artifacts.result = s.artifacts.status.clone()),
        RuntimeSpecError::DuplicateArtifact {
            path: crate::STATUS_PATH.to_owned()
        }
    );
}

#[test]
fn a_bad_mount_is_named() {
    let error = refusal(|s| s.mounts[1].mode = MountMode::ReadWrite);
    assert_eq!(
        error.to_string(),
        "the mount of `/srv/snapshots/r-1` at `/workspace/snapshot` is refused: \
         a read-only snapshot cannot be mounted read-write"
    );
}

#[test]
fn two_mounts_cannot_share_a_place() {
    assert_eq!(
        refusal(|s| s.mounts[1].guest_path = s.mounts[0].guest_path.clone()),
        RuntimeSpecError::DuplicateMount {
            guest_path: "/var/lib/agent".to_owned()
        }
    );
}

#[test]
fn mounts_do_not_hide_lifecycle_files() {
    for guest_path in ["/", "/run", "/run/pika-cloud", crate::STATUS_PATH] {
        let error = refusal(|s| s.mounts[0].guest_path = guest_path.to_owned());
        assert_eq!(
            error,
            RuntimeSpecError::MountHidesArtifact {
                guest_path: guest_path.to_owned(),
                artifact: crate::STATUS_PATH.to_owned(),
            }
        );
    }
    let mut beside = sample();
    beside.mounts[0].guest_path = "/run/pika-cloud/logs".to_owned();
    assert_eq!(beside.validate(), Ok(()));
}

#[test]
fn labels_have_plain_keys() {
    for key in ["", "Owner", "a b", "a=b", "a/b"] {
        let error = refusal(|s| {
            s.labels.insert(key.to_owned(), String::new());
        });
        let key = key.to_owned();
        assert_eq!(error, RuntimeSpecError::LabelKey { key });
    }
}

#[test]
fn what_is_destroyed_is_not_restarted() {
    assert_eq!(
        refusal(|s| s.policies.retention = RetentionPolicy::DestroyOnStop),
        RuntimeSpecError::RestartOfDestroyed
    );
}
