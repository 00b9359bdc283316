//! How a runtime is written for Incus: the plan of an instance, its config keys
//! and its disk devices, all made from a spec. The key names and the spelling of
//! their values are Incus's and appear nowhere else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lifecycle::RuntimeArtifacts;
use crate::mount::{MountKind, RuntimeMount};
use crate::policy::{RestartPolicy, RetentionPolicy};
use crate::spec::{IncusRuntimeConfig, RuntimeSpec, RuntimeSpecError};

/// An Incus instance, decided to the last key: creating it needs no further
/// thought, and two equal plans make equal instances.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct IncusRuntimePlan {
    /// The project to create the instance in.
    pub project: String,
    /// Its name.
    pub instance: String,
    /// The alias of its image.
    pub image_alias: String,
    /// Its profiles, in the order they apply.
    pub profiles: Vec<String>,
    /// Whether Incus removes it when it stops.
    pub ephemeral: bool,
    /// Its own config keys, over those of the profiles.
    pub config: BTreeMap<String, String>,
    /// Its own devices by name, over those of the profiles.
    pub devices: BTreeMap<String, BTreeMap<String, String>>,
    /// Where to find its lifecycle files.
    pub artifacts: RuntimeArtifacts,
}

impl TryFrom<&RuntimeSpec> for IncusRuntimePlan {
    type Error = RuntimeSpecError;

    /// Plans the instance of a valid spec and refuses any other.
    fn try_from(spec: &RuntimeSpec) -> Result<Self, RuntimeSpecError> {
        spec.validate()?;
        Ok(Self {
            project: spec.incus.project.clone(),
            instance: spec.identity.instance_name.clone(),
            image_alias: spec.incus.image_alias.clone(),
            profiles: spec.incus.profiles.clone(),
            ephemeral: spec.policies.retention == RetentionPolicy::DestroyOnStop,
            config: incus_runtime_config(spec),
            devices: devices(spec)?,
            artifacts: spec.artifacts.clone(),
        })
    }
}

/// The config keys of a spec's instance: its limits, when it starts, and its
/// labels under `user.`, the only name space Incus leaves to others.
pub fn incus_runtime_config(spec: &RuntimeSpec) -> BTreeMap<String, String> {
    let mut config = config_map([("user.pika.runtime-id", &spec.identity.runtime_id)]);
    if let Some(vcpus) = spec.resources.vcpus {
        config.insert("limits.cpu".to_owned(), vcpus.to_string());
    }
    if let Some(memory) = spec.resources.memory_mib {
        config.insert("limits.memory".to_owned(), format!("{memory}MiB"));
    }
    // Both keys are always written. Without `boot.autostart` Incus restores the
    // state from before the host went down, which no policy asks for.
    let (with_host, after_exit) = match spec.policies.restart {
        RestartPolicy::Never => (false, false),
        RestartPolicy::OnFailure => (false, true),
        RestartPolicy::Always => (true, true),
    };
    config.insert("boot.autostart".to_owned(), with_host.to_string());
    config.insert("boot.autorestart".to_owned(), after_exit.to_string());
    for (key, value) in &spec.labels {
        config.insert(format!("user.pika.label.{key}"), value.clone());
    }
    config
}

/// The disk device of a mount. A volume is looked up in the pool of `incus`.
pub fn incus_mount_device_config(
    mount: &RuntimeMount,
    incus: &IncusRuntimeConfig,
) -> BTreeMap<String, String> {
    let mut device = config_map([
        ("type", "disk"),
        ("source", &mount.source),
        ("path", &mount.guest_path),
    ]);
    // With a pool Incus reads the source as a volume's name, without one as a
    // path on the host, so the pool belongs to volumes alone.
    if mount.kind == MountKind::PersistentVolume
        && let Some(pool) = &incus.storage_pool
    {
        device.insert("pool".to_owned(), pool.clone());
    }
    if mount.is_read_only() {
        device.insert("readonly".to_owned(), true.to_string());
    }
    if !mount.required {
        device.insert("required".to_owned(), false.to_string());
    }
    device
}

fn devices(
    spec: &RuntimeSpec,
) -> Result<BTreeMap<String, BTreeMap<String, String>>, RuntimeSpecError> {
    let mut devices = BTreeMap::new();
    if let Some(pool) = &spec.incus.storage_pool {
        let mut root = config_map([("type", "disk"), ("path", "/"), ("pool", pool)]);
        if let Some(size) = spec.resources.root_disk_gib {
            root.insert("size".to_owned(), format!("{size}GiB"));
        }
        devices.insert("root".to_owned(), root);
    }
    for mount in &spec.mounts {
        devices.insert(
            mount_device_name(&mount.guest_path)?,
            incus_mount_device_config(mount, &spec.incus),
        );
    }
    Ok(devices)
}

/// Names a device after its place in the guest. A device keeps its name while
/// mounts come and go around it, since Incus would otherwise take the change of
/// a name for a disk pulled out; and distinct paths get distinct names, since
/// every character which is not kept is written so that it can be read back.
fn mount_device_name(guest_path: &str) -> Result<String, RuntimeSpecError> {
    const INCUS_DEVICE_NAME_LIMIT: usize = 63;

    let mut name = String::from("mount");
    for byte in guest_path.bytes() {
        match byte {
            b'/' => name.push('-'),
            b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => name.push(char::from(byte)),
            _ => name.push_str(&format!("_{byte:02x}")),
        }
    }
    if name.len() <= INCUS_DEVICE_NAME_LIMIT {
        Ok(name)
    } else {
        Err(RuntimeSpecError::GuestPathTooLong {
            guest_path: guest_path.to_owned(),
        })
    }
}

fn config_map<V: AsRef<str>, const N: usize>(entries: [(&str, V); N]) -> BTreeMap<String, String> {
    entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.as_ref().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mount::MountMode;
    use crate::policy::RuntimePolicies;
    use crate::spec::tests::sample;
    use serde_json::{from_value, json, to_value};

    #[test]
    fn a_spec_becomes_a_whole_instance() {
        let plan = IncusRuntimePlan::try_from(&sample()).unwrap();
        let wire = json!({
            "project": "agents",
            "instance": "agent-r-1",
            "image_alias": "agent/stable",
            "profiles": ["default", "agent"],
            "ephemeral": false,
            "config": {
                "boot.autorestart": "true",
                "boot.autostart": "false",
                "limits.cpu": "2",
                "limits.memory": "2048MiB",
                "user.pika.label.owner": "team a",
                "user.pika.runtime-id": "r-1",
            },
            "devices": {
                "root": { "type": "disk", "path": "/", "pool": "fast", "size": "16GiB" },
                "mount-var-lib-agent": {
                    "type": "disk",
                    "pool": "fast",
                    "source": "r-1-state",
                    "path": "/var/lib/agent",
                },
                "mount-workspace-snapshot": {
                    "type": "disk",
                    "source": "/srv/snapshots/r-1",
                    "path": "/workspace/snapshot",
                    "readonly": "true",
                    "required": "false",
                },
            },
            "artifacts": {
                "status": "/run/pika-cloud/status.json",
                "events": "/run/pika-cloud/events.jsonl",
                "result": "/run/pika-cloud/result.json",
            },
        });
        assert_eq!(to_value(&plan).unwrap(), wire);
        assert_eq!(from_value::<IncusRuntimePlan>(wire).unwrap(), plan);
    }

    #[test]
    fn an_invalid_spec_has_no_plan() {
        let mut spec = sample();
        spec.incus.project.clear();
        assert_eq!(
            IncusRuntimePlan::try_from(&spec),
            Err(RuntimeSpecError::Empty {
                field: "incus.project"
            })
        );
    }

    #[test]
    fn what_a_spec_leaves_out_is_left_to_the_profiles() {
        let full = sample();
        let mut bare = RuntimeSpec::new(full.identity, full.incus);
        bare.incus.storage_pool = None;
        let plan = IncusRuntimePlan::try_from(&bare).unwrap();
        assert!(plan.devices.is_empty());
        assert!(!plan.config.keys().any(|key| key.starts_with("limits.")));
    }

    #[test]
    fn a_pool_alone_places_the_root_disk_without_sizing_it() {
        let mut spec = sample();
        spec.resources.root_disk_gib = None;
        let plan = IncusRuntimePlan::try_from(&spec).unwrap();
        assert_eq!(plan.devices["root"]["pool"], "fast");
        assert!(!plan.devices["root"].contains_key("size"));
    }

    #[test]
    fn policies_become_boot_keys_and_ephemerality() {
        for (restart, retention, autostart, autorestart, ephemeral) in [
            ("never", "keep", "false", "false", false),
            ("never", "destroy_on_stop", "false", "false", true),
            ("on_failure", "keep", "false", "true", false),
            ("always", "keep", "true", "true", false),
        ] {
            let mut spec = sample();
            let policies = json!({ "restart": restart, "retention": retention });
            spec.policies = from_value::<RuntimePolicies>(policies).unwrap();
            let plan = IncusRuntimePlan::try_from(&spec).unwrap();
            assert_eq!(plan.config["boot.autostart"], autostart, "{restart}");
            assert_eq!(plan.config["boot.autorestart"], autorestart, "{restart}");
            assert_eq!(plan.ephemeral, ephemeral, "{retention}");
        }
    }

    #[test]
    fn snapshots_are_read_only_even_in_an_unchecked_mount() {
        let spec = sample();
        let mut snapshot = spec.mounts[1].clone();
        snapshot.mode = MountMode::ReadWrite;
        let device = incus_mount_device_config(&snapshot, &spec.incus);
        assert_eq!(device["readonly"], "true");
        assert!(!device.contains_key("pool"), "a host path has no pool");
    }

    #[test]
    fn device_names_tell_paths_apart() {
        let name = |path| mount_device_name(path).unwrap();
        assert_eq!(name("/var/lib/my-agent"), "mount-var-lib-my_2dagent");
        assert_ne!(name("/a/b"), name("/a-b"));
        assert_ne!(name("/a-"), name("/a_2d"));
        assert_eq!(name("/é"), "mount-_c3_a9");
    }

    #[test]
    fn a_path_too_long_for_a_device_name_is_refused() {
        let mut spec = sample();
        spec.mounts[0].guest_path = format!("/{}", "a".repeat(57));
        assert!(IncusRuntimePlan::try_from(&spec).is_ok());
        spec.mounts[0].guest_path.push('a');
        let guest_path = spec.mounts[0].guest_path.clone();
        assert_eq!(
            IncusRuntimePlan::try_from(&spec),
            Err(RuntimeSpecError::GuestPathTooLong { guest_path })
        );
    }
}
