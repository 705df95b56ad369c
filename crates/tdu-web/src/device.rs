//! A browser in words, from what it says of itself.

use fluent_bundle::FluentValue;

use crate::Texts;

/// How browsers name themselves, the most particular first: most claim to be several.
const BROWSERS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
/// How systems are named, the most particular first.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

impl Texts {
    /// "Firefox sur Windows".
    #[must_use]
    pub(crate) fn device(self, agent: &str) -> String {
        match (named(&BROWSERS, agent), named(&SYSTEMS, agent)) {
            (Some(browser), Some(system)) => self.with(
                "device",
                [
                    ("browser", FluentValue::from(browser)),
                    ("system", FluentValue::from(system)),
                ],
            ),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => self.get("device-unknown"),
        }
    }
}

fn named(known: &[(&str, &'static str)], agent: &str) -> Option<&'static str> {
    let found = known.iter().find(|(mark, _)| agent.contains(mark));
    found.map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use crate::{Lang, Texts};

    #[test]
    fn browsers_are_named_by_what_they_are_not_by_all_they_claim() {
        let t = Texts::of(Lang::French);
        for (agent, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
                "Firefox sur Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
                "Edge sur Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                "Safari sur iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
                "Chrome sur Android",
            ),
            ("curl/8.11.0", "Navigateur inconnu"),
        ] {
            assert_eq!(t.device(agent), name);
        }
    }
}
