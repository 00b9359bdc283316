//! What happens to a runtime when nobody asks for anything: whether it is
//! started again, and whether it is kept. These are wishes stated without any
//! provider in mind; what a provider makes of them is said where it is planned.

use serde::{Deserialize, Serialize};

/// When a runtime which is down is started again.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RestartPolicy {
    /// Not before somebody asks for it.
    #[default]
    Never,
    /// After it went down by itself.
    OnFailure,
    /// After it went down by itself, and with its host.
    Always,
}

/// Whether a runtime outlives its stopping. The default keeps it: what was kept
/// in error can be removed, what was removed in error is gone.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionPolicy {
    /// The stopped runtime stays until it is removed.
    #[default]
    Keep,
    /// Stopping removes the runtime and its root disk.
    DestroyOnStop,
}

/// The policies of one runtime.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct RuntimePolicies {
    /// When it is started again.
    pub restart: RestartPolicy,
    /// Whether it is kept.
    pub retention: RetentionPolicy,
}

impl RuntimePolicies {
    /// Whether the policies can hold together: what stopping destroys is not
    /// there to be started again.
    pub fn are_consistent(self) -> bool {
        self.restart == RestartPolicy::Never || self.retention == RetentionPolicy::Keep
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_str, json, to_value};

    #[test]
    fn the_default_keeps_and_does_not_restart() {
        let policies: RuntimePolicies = from_str("{}").unwrap();
        assert_eq!(policies, RuntimePolicies::default());
        assert_eq!(
            to_value(policies).unwrap(),
            json!({ "restart": "never", "retention": "keep" })
        );
    }

    #[test]
    fn unknown_policies_are_refused() {
        assert!(from_str::<RuntimePolicies>(r#"{"restart":"sometimes"}"#).is_err());
        assert!(from_str::<RuntimePolicies>(r#"{"retain":"keep"}"#).is_err());
    }

    #[test]
    fn only_kept_runtimes_can_restart() {
        for (restart, retention, consistent) in [
            (RestartPolicy::Never, RetentionPolicy::DestroyOnStop, true),
            (RestartPolicy::Always, RetentionPolicy::Keep, true),
            (
                RestartPolicy::OnFailure,
                RetentionPolicy::DestroyOnStop,
                false,
            ),
            (RestartPolicy::Always, RetentionPolicy::DestroyOnStop, false),
        ] {
            let policies = RuntimePolicies { restart, retention };
            assert_eq!(policies.are_consistent(), consistent, "{policies:?}");
        }
    }
}
