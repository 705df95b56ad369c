//! What a list is asked for, in its address: it can be shared, saved and walked back.

use jiff::civil::Date;
use tdu_casework::{Casework, PeopleFilter, Sort};
use tdu_domain::pathway::Stage;
use tdu_domain::signal::SignalCode;
use tdu_domain::text::fold;
use uuid::Uuid;

use crate::error::encoded;

/// What an address says when it shows the visitor's own people without having been asked to.
const BY_DEFAULT: &str = "defaut";
/// Longest list of words looked for.
const WORDS: usize = 6;

/// A list of people as its address asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a parameter of the address, there or not"
)]
pub(crate) struct ListQuery {
    pub(crate) words: String,
    pub(crate) stages: Vec<Stage>,
    pub(crate) signals: Vec<SignalCode>,
    pub(crate) commune: Option<String>,
    pub(crate) counsellor: Option<String>,
    pub(crate) cfa: Option<Uuid>,
    pub(crate) trade: Option<String>,
    pub(crate) youngest: Option<i16>,
    pub(crate) oldest: Option<i16>,
    /// What was typed for the youngest and the oldest, where it is not an age.
    pub(crate) unread_ages: [Option<String>; 2],
    /// What is wrong with the ages asked for.
    pub(crate) age_problem: Option<&'static str>,
    pub(crate) rqth: bool,
    pub(crate) unassigned: bool,
    /// Only the visitor's own.
    pub(crate) mine: bool,
    /// The visitor's own because the address did not say whose: a name is looked for among everyone.
    pub(crate) by_default: bool,
    /// Only those with something late.
    pub(crate) late: bool,
    pub(crate) sort: Sort,
    /// Pages count from 1.
    pub(crate) page: u32,
}

impl ListQuery {
    /// Reads the pairs of an address; what means nothing is left out. `own` tells whether an address that
    /// narrows nothing means the visitor's own people: one that was saved or shared always says whose.
    pub(crate) fn read_for(pairs: &[(String, String)], own: bool) -> Self {
        let mut query = Self::read(pairs);
        let told = pairs.iter().any(|(name, _)| name == "de");
        if own && !told && !query.is_narrowed() {
            (query.mine, query.by_default) = (true, true);
        }
        query
    }

    /// Reads the pairs of an address; what means nothing is left out.
    pub(crate) fn read(pairs: &[(String, String)]) -> Self {
        let mut query = Self {
            page: 1,
            ..Self::default()
        };
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let text = || Some(value.to_owned());
            match name.as_str() {
                "q" => value.clone_into(&mut query.words),
                "etape" => query.stages.extend(Stage::from_code(value)),
                "signal" => query.signals.extend(SignalCode::from_code(value)),
                "commune" => query.commune = text(),
                "conseiller" => query.counsellor = text(),
                "cfa" => query.cfa = value.parse().ok(),
                "metier" => query.trade = text(),
                "age_min" | "age_max" => match age(value) {
                    Some(age) if name == "age_min" => query.youngest = Some(age),
                    Some(age) => query.oldest = Some(age),
                    None => {
                        query.unread_ages[usize::from(name == "age_max")] = text();
                        query.age_problem = Some("filter-age-unread");
                    }
                },
                "rqth" => query.rqth = true,
                "sans_referent" => query.unassigned = true,
                "de" => {
                    query.by_default = value == BY_DEFAULT;
                    query.mine = value == "moi" || query.by_default;
                }
                "retard" => query.late = true,
                "tri" => query.sort = sort(value),
                "page" => query.page = value.parse().unwrap_or(1).max(1),
                _ => {}
            }
        }
        if query.by_default && !query.words.is_empty() {
            (query.mine, query.by_default) = (false, false);
        }
        if let (Some(youngest), Some(oldest)) = (query.youngest, query.oldest)
            && youngest > oldest
        {
            query.age_problem = Some("filter-age-reversed");
        }
        query.stages.sort_unstable();
        query.stages.dedup();
        query.signals.sort_unstable();
        query.signals.dedup();
        query
    }

    /// Reads what an address has after its `?`.
    pub(crate) fn parse(text: &str) -> Self {
        let address = format!("/?{text}");
        let pairs: Option<Vec<(String, String)>> = address
            .parse()
            .ok()
            .and_then(|uri: axum::http::Uri| axum::extract::Query::try_from_uri(&uri).ok())
            .map(|axum::extract::Query(pairs)| pairs);
        Self::read(&pairs.unwrap_or_default())
    }

    /// The address that asks for it: `/jeunes?…`.
    pub(crate) fn address(&self) -> String {
        self.at(self.page)
    }

    /// What follows `?`, without the page.
    pub(crate) fn text(&self) -> String {
        written(&self.pairs())
    }

    /// The same people in the address of another page: whose is always told.
    pub(crate) fn shared(&self) -> String {
        let mut pairs = self.pairs();
        if !self.is_narrowed() {
            pairs.insert(0, ("de", "tous".to_owned()));
        }
        written(&pairs)
    }

    /// The address of another page of the same list.
    pub(crate) fn at(&self, page: u32) -> String {
        let mut text = self.shared();
        if page > 1 {
            let separator = if text.is_empty() { "" } else { "&" };
            text += &format!("{separator}page={page}");
        }
        format!("/jeunes?{text}")
    }

    /// The same list from its first page, after a change.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut changed = self.clone();
        changed.page = 1;
        change(&mut changed);
        changed.address()
    }

    /// Each parameter, in a fixed order.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        let whose = if self.by_default { BY_DEFAULT } else { "moi" };
        add("de", self.mine.then(|| whose.to_owned()));
        add(
            "q",
            Some(self.words.clone()).filter(|words| !words.is_empty()),
        );
        for stage in &self.stages {
            add("etape", Some(stage.code().to_owned()));
        }
        for signal in &self.signals {
            add("signal", Some(signal.code().to_owned()));
        }
        add("commune", self.commune.clone());
        add("conseiller", self.counsellor.clone());
        add("cfa", self.cfa.map(|cfa| cfa.to_string()));
        add("metier", self.trade.clone());
        add("age_min", self.youngest.map(|age| age.to_string()));
        add("age_max", self.oldest.map(|age| age.to_string()));
        add("rqth", self.rqth.then(|| "1".to_owned()));
        add("sans_referent", self.unassigned.then(|| "1".to_owned()));
        add("retard", self.late.then(|| "1".to_owned()));
        add("tri", sort_code(self.sort).map(str::to_owned));
        pairs
    }

    /// Whether it is narrowed at all.
    pub(crate) fn is_narrowed(&self) -> bool {
        let everyone = Self {
            sort: self.sort,
            page: self.page,
            unread_ages: self.unread_ages.clone(),
            age_problem: self.age_problem,
            ..Self::default()
        };
        *self != everyone
    }

    /// Whether it shows one's own people, all of them.
    pub(crate) fn is_only_own(&self) -> bool {
        let all = Self {
            mine: false,
            by_default: false,
            ..self.clone()
        };
        self.mine && !all.is_narrowed()
    }

    /// What casework narrows by, on a day, but for whose people they are.
    pub(crate) fn filter(&self, today: Date) -> PeopleFilter {
        let (born_from, born_until) = Casework::born_between(today, self.youngest, self.oldest);
        PeopleFilter {
            words: fold(&self.words)
                .split(' ')
                .filter(|word| !word.is_empty())
                .take(WORDS)
                .map(str::to_owned)
                .collect(),
            stages: self.stages.clone(),
            signals: self.signals.clone(),
            commune: self.commune.clone(),
            counsellor: self.counsellor.clone(),
            cfa: self.cfa,
            trade: self.trade.clone(),
            born_from,
            born_until,
            rqth: self.rqth,
            unassigned: self.unassigned,
            followed_by: None,
            late_on: self.late.then_some(today),
        }
    }
}

fn written(pairs: &[(&'static str, String)]) -> String {
    let written: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    written.join("&")
}

fn age(text: &str) -> Option<i16> {
    text.parse().ok().filter(|age| (0..=120).contains(age))
}

fn sort(code: &str) -> Sort {
    match code {
        "nom" => Sort::Name,
        "etape" => Sort::Stage,
        "age" => Sort::Age,
        _ => Sort::Urgency,
    }
}

/// The order as an address has it; the usual one has none.
fn sort_code(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::Urgency => None,
        Sort::Name => Some("nom"),
        Sort::Stage => Some("etape"),
        Sort::Age => Some("age"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_back() {
        let query = ListQuery::parse(
            "q=L%C3%A9a+d%27Or&etape=left&etape=in_contract&etape=nothing&rqth=1&age_max=17&tri=nom&page=3&autre=x",
        );
        assert_eq!(query.words, "Léa d'Or");
        assert_eq!(query.stages, [Stage::InContract, Stage::Left]);
        assert_eq!(
            query.address(),
            "/jeunes?q=L%C3%A9a%20d%27Or&etape=in_contract&etape=left&age_max=17&rqth=1&tri=nom&page=3"
        );
        assert_eq!(ListQuery::parse(&query.text()).at(3), query.address());
        assert!(query.is_narrowed());
        assert!(!ListQuery::parse("tri=age").is_narrowed());
    }

    #[test]
    fn ones_own_people_come_first_unless_the_address_says_whose() {
        let read = |text: &str| {
            let pairs: Vec<(String, String)> = text
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            ListQuery::read_for(&pairs, true).mine
        };
        assert!(read(""));
        assert!(read("tri=nom&page=2"));
        assert!(!read("de=tous"));
        assert!(!read("etape=left"), "a view saved before shows everyone");
        assert!(read("de=moi&etape=left"));
        let everyone = ListQuery::parse("tri=nom");
        assert_eq!(everyone.address(), "/jeunes?de=tous&tri=nom");
        let mine = ListQuery::parse("de=moi&retard=1");
        assert_eq!(mine.address(), "/jeunes?de=moi&retard=1");
        assert!(read("de=defaut&etape=left"));
        assert!(!read("de=defaut&q=zoe"), "a name is looked for everywhere");
        assert!(read("de=moi&q=zoe"), "unless one's own were asked for");
        let unasked = ListQuery::read_for(&[], true);
        assert_eq!(unasked.with(|_| {}), "/jeunes?de=defaut");
    }

    #[test]
    fn ages_that_mean_nothing_are_told() {
        let problem = |text: &str| ListQuery::parse(text).age_problem;
        assert_eq!(problem("age_min=18&age_max=25"), None);
        assert_eq!(problem("age_min=abc"), Some("filter-age-unread"));
        assert_eq!(problem("age_max=900"), Some("filter-age-unread"));
        assert_eq!(
            problem("age_min=25&age_max=18"),
            Some("filter-age-reversed")
        );
    }

    #[test]
    fn words_are_folded() {
        let query = ListQuery::parse("q=BEN-ALI+In%C3%A8s");
        let filter = query.filter(jiff::civil::date(2026, 11, 22));
        assert_eq!(filter.words, ["ben", "ali", "ines"]);
    }
}
