//! The rule by which signs open alerts: each territory sets its own, and every rule set is kept.

use tdu_domain::access::{Actor, Right};
use tdu_domain::watch::AlertRule;
use tdu_store::RuleRow;

use crate::frame::Frame;
use crate::{Casework, CaseworkError};

impl Casework {
    /// The rule in force, and who set it and those before, newest first.
    pub async fn alert_rule(
        &self,
        actor: &Actor,
    ) -> Result<(AlertRule, Vec<RuleRow>), CaseworkError> {
        let frame = self.frame_of(actor.organisation.id).await?;
        let rows = frame.territory.alert_rules().await?;
        let rule = rows.first().map(|row| row.rule.clone());
        Ok((rule.unwrap_or_default(), rows))
    }

    /// Sets the rule of the actor's territory, from now on: alerts that are open stay.
    pub async fn set_alert_rule(
        &self,
        actor: &Actor,
        rule: AlertRule,
    ) -> Result<(), CaseworkError> {
        actor.scope(Right::SetAlertRule)?;
        let rule = rule.checked()?;
        let frame = self.frame_of(actor.organisation.id).await?;
        if self.rule_of(&frame).await? == rule {
            return Err(CaseworkError::Conflict("nothing-changes"));
        }
        let row = RuleRow {
            id: self.ids.next(),
            set_on: frame.today(),
            organisation: actor.organisation.id,
            account: actor.account,
            account_name: actor.name.clone(),
            rule,
        };
        let text = serde_json::to_string(&row.rule)?;
        let transaction = frame.territory.begin().await?;
        transaction.add_alert_rule(&row, &text).await?;
        Ok(transaction.commit().await?)
    }

    pub(super) async fn rule_of(&self, frame: &Frame) -> Result<AlertRule, CaseworkError> {
        let rows = frame.territory.alert_rules().await?;
        let rule = rows.into_iter().next().map(|row| row.rule);
        Ok(rule.unwrap_or_default())
    }
}
