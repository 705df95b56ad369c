//! How each page's queries are answered: none reads a whole table that grows with people.

use std::collections::BTreeMap;

use axum::http::Method;
use tdu_domain::access::Role;

use super::visitors;
use super::world::{Kind, SIDES, World};

/// What is read whole, on purpose: by whom, why.
const WHOLE: [(&str, &str); 3] = [
    // Opened some times a year in a territory, and by an organisation or about its people.
    ("e", "FROM emergency e"),
    // An import compares its rows with the salted marks of all who were erased.
    ("tombstone", "SELECT mark FROM tombstone"),
    // The data protection officer's count of everyone kept.
    (
        "person",
        "SELECT count(*) FROM person WHERE same_as IS NULL",
    ),
];

#[tokio::test]
async fn no_page_reads_a_whole_table() {
    let world = World::new().await;
    let mut whole: BTreeMap<String, &str> = BTreeMap::new();
    let mut queries = 0;
    for side in &SIDES {
        let found = world.app.casework.store().organisation_of_code(side.own);
        let (_, territory) = found.await.unwrap().unwrap();
        let frame = world.app.casework.frame(territory).await.unwrap();
        for mut visitor in visitors(&world, side).await {
            let reads_much = [Role::Counsellor, Role::Manager, Role::DataProtectionOfficer];
            let role = visitor.member.as_ref().map(|member| member.role);
            if !role.is_some_and(|role| reads_much.contains(&role)) {
                continue;
            }
            for route in tdu_web::routes() {
                if route.method == Some(Method::POST) {
                    continue;
                }
                let member = world.app.member(side.own, Role::Manager).await;
                let id = match Kind::of(route.path) {
                    Some(kind) => world.key(kind, side.own, &member).await.to_string(),
                    None => "rien".to_owned(),
                };
                frame.territory.listen();
                visitor.asks(&route, &id, &[]).await;
                let heard = frame.territory.heard();
                queries += heard.len();
                for plan in frame.territory.plans(&heard).await.unwrap() {
                    for table in tables_read_whole(&plan.query, &plan.steps) {
                        whole.insert(format!("{table}: {}", plan.query), route.path);
                    }
                }
            }
        }
    }
    println!("{queries} queries of pages explained");
    assert!(queries > 500, "only {queries} queries");
    let told: Vec<String> = whole
        .iter()
        .map(|(query, path)| format!("{path}\n    {query}"))
        .collect();
    assert!(
        told.is_empty(),
        "{} queries read a whole table:\n{}",
        told.len(),
        told.join("\n")
    );
}

/// The tables of which every row is read, but for those read so on purpose. What a query made itself is
/// not a table.
fn tables_read_whole<'s>(query: &str, steps: &'s [String]) -> Vec<&'s str> {
    let named = |name: &str| {
        let defined = ["AS", "(id) AS"].map(|kind| format!("{name} {kind} "));
        name.starts_with('(')
            || defined.iter().any(|definition| query.contains(definition))
            || query.contains(&format!(") AS {name}"))
    };
    let on_purpose = |name: &str| {
        WHOLE
            .iter()
            .any(|(table, whole)| *table == name && query.contains(whole))
    };
    let scanned = steps.iter().filter_map(|step| {
        let rest = step.strip_prefix("SCAN ")?;
        (!rest.contains(" USING ")).then(|| rest.split(' ').next().unwrap_or(rest))
    });
    scanned
        .filter(|name| !named(name) && !on_purpose(name))
        .collect()
}
