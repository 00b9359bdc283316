//! What a runtime tells about itself while it lives: its state, the status file
//! which carries that state, and where such files are found. It comes from the
//! guest and is only read elsewhere, so it knows nothing of how a runtime is
//! specified or started.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::paths::{EVENTS_PATH, RESULT_PATH, STATUS_PATH};

/// The version of the status file this crate reads and writes.
pub const STATUS_SCHEMA_VERSION: u32 = 1;

/// The state of a runtime.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LifecycleState {
    /// Planned; nothing exists yet.
    Requested,
    /// The provider is creating the instance.
    Provisioning,
    /// The guest is booting.
    Booting,
    /// The guest does what it was started for.
    Ready,
    /// The instance exists and does not run; it can be started again.
    Stopped,
    /// The runtime ended with its work done.
    Completed,
    /// The runtime ended without its work done.
    Failed,
}

impl LifecycleState {
    /// Whether no other state can follow, so that there is no use in waiting.
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}

/// The contents of a status file. Reading does not fix the format: the caller
/// brings the deserializer of the one its guests write.
///
/// A file of another schema version is refused. Unknown fields of this version
/// are not: a guest image may be newer than its reader.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RuntimeStatusSnapshot {
    /// Always [`STATUS_SCHEMA_VERSION`] in a snapshot which was read.
    #[serde(deserialize_with = "status_schema_version")]
    pub schema_version: u32,
    /// The state the guest was in.
    pub state: LifecycleState,
    /// When it got there, as the guest's clock wrote it.
    pub updated_at: String,
    /// What the guest has to say about it, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// The boot the state belongs to; a change of it is a reboot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boot_id: Option<String>,
}

/// Where a runtime leaves its lifecycle files, as paths inside the guest.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct RuntimeArtifacts {
    /// The file a [`RuntimeStatusSnapshot`] is read from.
    pub status: String,
    /// The log of events.
    pub events: String,
    /// The file which says how the runtime ended.
    pub result: String,
}

impl Default for RuntimeArtifacts {
    fn default() -> Self {
        Self {
            status: STATUS_PATH.to_owned(),
            events: EVENTS_PATH.to_owned(),
            result: RESULT_PATH.to_owned(),
        }
    }
}

impl RuntimeArtifacts {
    /// Every path with the name of the spec field it stands in.
    pub(crate) fn named_paths(&self) -> [(&'static str, &str); 3] {
        [
            ("artifacts.status", &self.status),
            ("artifacts.events", &self.events),
            ("artifacts.result", &self.result),
        ]
    }
}

fn status_schema_version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let version = u32::deserialize(deserializer)?;
    if version == STATUS_SCHEMA_VERSION {
        Ok(version)
    } else {
        Err(D::Error::custom(format_args!(
            "status schema version {version} is not supported, only {STATUS_SCHEMA_VERSION} is"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_str, from_value, json, to_value};

    #[test]
    fn a_status_file_decodes_into_a_snapshot() {
        let file = r#"{
            "schema_version": 1,
            "state": "ready",
            "updated_at": "2026-02-03T04:05:06Z",
            "message": "agent is listening",
            "boot_id": "b-1"
        }"#;
        let snapshot: RuntimeStatusSnapshot = from_str(file).unwrap();
        assert_eq!(
            snapshot,
            RuntimeStatusSnapshot {
                schema_version: STATUS_SCHEMA_VERSION,
                state: LifecycleState::Ready,
                updated_at: "2026-02-03T04:05:06Z".to_owned(),
                message: "agent is listening".to_owned(),
                boot_id: Some("b-1".to_owned()),
            }
        );
        let again = from_value(to_value(&snapshot).unwrap()).unwrap();
        assert_eq!(snapshot, again);
    }

    #[test]
    fn a_snapshot_needs_little_and_tolerates_more() {
        let wire = json!({
            "schema_version": 1, "state": "booting", "updated_at": "t", "kernel": "6.12",
        });
        let snapshot: RuntimeStatusSnapshot = from_value(wire).unwrap();
        assert_eq!(snapshot.message, "");
        assert_eq!(
            to_value(snapshot).unwrap(),
            json!({ "schema_version": 1, "state": "booting", "updated_at": "t" })
        );
    }

    #[test]
    fn other_schema_versions_and_states_are_refused() {
        for (wire, reason) in [
            (
                json!({ "schema_version": 2, "state": "ready", "updated_at": "t" }),
                "version 2 is not supported",
            ),
            (
                json!({ "schema_version": 1, "state": "napping", "updated_at": "t" }),
                "unknown variant `napping`",
            ),
            (
                json!({ "state": "ready", "updated_at": "t" }),
                "missing field `schema_version`",
            ),
        ] {
            let error = from_value::<RuntimeStatusSnapshot>(wire).unwrap_err();
            assert!(error.to_string().contains(reason), "{error}");
        }
    }

    #[test]
    fn only_the_ends_are_terminal() {
        use LifecycleState::*;
        assert!(
            [Completed, Failed]
                .into_iter()
                .all(LifecycleState::is_terminal)
        );
        for state in [Requested, Provisioning, Booting, Ready, Stopped] {
            assert!(!state.is_terminal(), "{state:?}");
        }
    }

    #[test]
    fn artifacts_default_to_the_shared_paths_one_by_one() {
        let moved: RuntimeArtifacts = from_str(r#"{"events":"/srv/events"}"#).unwrap();
        assert_eq!(moved.status, STATUS_PATH);
        assert_eq!(moved.events, "/srv/events");
        assert_eq!(moved.result, RESULT_PATH);
        assert!(from_str::<RuntimeArtifacts>(r#"{"log":"/srv/log"}"#).is_err());
    }
}
