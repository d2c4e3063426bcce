//! What was asked of models, and what it cost.

use chrono::{DateTime, Utc};
use domain::Result;
use domain::models::{AiUsage, Purpose};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::ai_usage::{Column, Entity, Model};
use crate::scope::Scope;

/// The use of one model for one purpose.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct UsageSum {
    pub provider: String,
    pub model: String,
    pub purpose: Purpose,
    pub calls: u64,
    pub prompt_tokens: u64,
    pub completion_tokens: u64,
    pub cost: Option<f64>,
}

/// Adds calls to the ledger.
pub async fn record(scope: &Scope, calls: Vec<AiUsage>) -> Result<()> {
    let row = |call: AiUsage| Model {
        id: Uuid::now_v7(),
        organization_id: scope.organization_id(),
        user_id: scope.actor().user_id,
        provider: call.provider,
        model: call.model,
        purpose: Word(call.purpose),
        prompt_tokens: call.prompt_tokens,
        completion_tokens: call.completion_tokens,
        cost: call.cost,
        latency_ms: call.latency_ms,
        outcome: Word(call.outcome),
        created_at: scope.now(),
    };
    scope.insert_many(calls.into_iter().map(row).collect()).await
}

/// The use since `since`, by model and purpose.
pub async fn sums(scope: &Scope, since: DateTime<Utc>) -> Result<Vec<UsageSum>> {
    #[derive(FromQueryResult)]
    struct Row {
        provider: String,
        model: String,
        purpose: Word<Purpose>,
        prompt_tokens: i64,
        completion_tokens: i64,
        cost: Option<f64>,
    }
    // Added up here rather than by the databases, whose sums are of three different types.
    let query = Entity::find()
        .select_only()
        .columns([
            Column::Provider,
            Column::Model,
            Column::Purpose,
            Column::PromptTokens,
            Column::CompletionTokens,
            Column::Cost,
        ])
        .filter(Column::CreatedAt.gte(since))
        .order_by_asc(Column::Provider)
        .order_by_asc(Column::Model)
        .order_by_asc(Column::Purpose);
    let mut sums: Vec<UsageSum> = Vec::new();
    for row in scope.rows::<_, Row>(query).await? {
        let same = |sum: &&mut UsageSum| {
            sum.provider == row.provider && sum.model == row.model && sum.purpose == row.purpose.0
        };
        let (prompt, completion) = (row.prompt_tokens.unsigned_abs(), row.completion_tokens.unsigned_abs());
        if let Some(sum) = sums.last_mut().filter(same) {
            sum.calls += 1;
            sum.prompt_tokens += prompt;
            sum.completion_tokens += completion;
            sum.cost = sum.cost.into_iter().chain(row.cost).reduce(|a, b| a + b);
        } else {
            sums.push(UsageSum {
                provider: row.provider,
                model: row.model,
                purpose: row.purpose.0,
                calls: 1,
                prompt_tokens: prompt,
                completion_tokens: completion,
                cost: row.cost,
            });
        }
    }
    Ok(sums)
}
