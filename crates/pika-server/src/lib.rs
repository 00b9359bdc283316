//! What the server knows about managed agents, without a network: it plans the
//! runtime of a provision request, and says of a reported runtime what operators
//! and customers are to read. Documents come in as JSON text and answers go out
//! as types ready to be written, so that the contract behind them stays private.

mod admin;
mod agent_api;
mod customer;
mod managed_runtime_contract;

use serde::Serialize;

pub use admin::AdminLabels;
pub use agent_api::AgentPlan;
pub use customer::CustomerLabels;

/// What to show about one runtime, and to whom.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct RuntimeLabels {
    /// The runtime's id.
    pub id: String,
    /// For operators.
    pub admin: AdminLabels,
    /// For the customer the agent belongs to.
    pub customer: CustomerLabels,
}

/// Plans the runtime of the agent `agent_id` from a provision request in JSON.
/// The error names the field of the request which is wrong.
pub fn plan_agent(agent_id: &str, request: &str) -> anyhow::Result<AgentPlan> {
    let request = agent_api::read_request(request)?;
    agent_api::plan(agent_id, &request)
}

/// Labels a runtime from its status in JSON, which may hold its `backup` and
/// `launch_auth` as well. The error names what the status gets wrong.
pub fn label_runtime(status: &str) -> anyhow::Result<RuntimeLabels> {
    let report = agent_api::read_report(status)?;
    let judgement = agent_api::judge(&report)?;
    Ok(RuntimeLabels {
        admin: AdminLabels::new(&report, &judgement),
        customer: CustomerLabels::new(&judgement),
        id: report.status.id,
    })
}
