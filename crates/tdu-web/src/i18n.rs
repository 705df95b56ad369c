//! Sentences, in French first and in English, from `locales/*/*.ftl`, parsed once.

use std::borrow::Borrow;
use std::convert::Infallible;
use std::sync::LazyLock;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::{LanguageIdentifier, langid};

/// The cookie that keeps the language chosen.
pub(crate) const LANGUAGE_COOKIE: &str = "langue";

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French.
    #[default]
    French,
    /// English.
    English,
}

impl Lang {
    /// Its code, as `lang` attributes and the cookie have it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The language of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "fr" => Some(Self::French),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The language a browser prefers: the first of its list that we speak.
    fn preferred(accept: &str) -> Option<Self> {
        let mut wanted: Vec<(f32, &str)> = accept
            .split(',')
            .map(|part| {
                let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
                (weight.trim().parse().unwrap_or(0.0), tag.trim())
            })
            .collect();
        wanted.sort_by(|one, other| other.0.total_cmp(&one.0));
        wanted
            .iter()
            .find_map(|(_, tag)| Self::from_code(tag.split('-').next()?))
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::French => langid!("fr"),
            Self::English => langid!("en"),
        }
    }
}

#[derive(RustEmbed)]
#[folder = "locales"]
struct Locales;

type Bundle = FluentBundle<FluentResource>;

static FRENCH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::French));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::English));

fn bundle(lang: Lang) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![lang.identifier()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::French => |value, _| whole_number(value, "\u{202f}"),
        Lang::English => |value, _| whole_number(value, ","),
    }));
    let folder = format!("{}/", lang.code());
    for path in Locales::iter().filter(|path| path.starts_with(&folder)) {
        let Some(file) = Locales::get(&path) else {
            continue;
        };
        let source = String::from_utf8_lossy(&file.data);
        let source = match lang {
            Lang::French => french_spaces(&source),
            Lang::English => source.into_owned(),
        };
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
            tracing::error!(%path, ?errors, "a sentence cannot be read");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(%path, ?errors, "a sentence is told twice");
        }
    }
    bundle
}

/// French text with the spaces of French typography, on which no line breaks: narrow before `;`, `?`,
/// `!` and `%`, plain before `:` and within quotation marks. What is written with ordinary spaces in
/// the sentences is so typeset in this one place; names and values put into them stay as they are.
pub(crate) fn french_spaces(text: &str) -> String {
    let mut typeset = String::with_capacity(text.len() + text.len() / 16);
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let space = match (letter, before, letters.peek()) {
            (' ', Some('«'), _) | (' ', _, Some(':' | '»')) => '\u{a0}',
            (' ', _, Some(';' | '?' | '!' | '%')) => '\u{202f}',
            (letter, ..) => letter,
        };
        typeset.push(space);
        before = Some(letter);
    }
    // A space that a sentence begins with is written `{" "}`.
    typeset.replace("{\" \"}:", "{\"\u{a0}\"}:")
}

fn whole_number(value: &FluentValue<'_>, separator: &str) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 =>
        {
            #[expect(clippy::cast_possible_truncation, reason = "counts are far below 2^53")]
            Some(grouped(number.value as i64, separator))
        }
        _ => None,
    }
}

fn grouped(number: i64, separator: &str) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    if number < 0 {
        text.push('-');
    }
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

/// The sentences of a language, for handlers and templates: `{{ t.get(…) }}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    lang: Lang,
}

impl Texts {
    /// The sentences of a language.
    #[must_use]
    pub fn of(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.lang
    }

    /// A sentence without argument. A key nobody wrote shows as itself.
    #[must_use]
    pub fn get(self, key: &str) -> String {
        self.format(key, None)
    }

    /// A sentence that a key made of two parts names: `t.of_code("stage", stage.code())`.
    #[must_use]
    pub fn of_code(self, kind: &str, code: &str) -> String {
        self.get(&format!("{kind}-{}", code.replace('_', "-").to_lowercase()))
    }

    /// A sentence with one argument.
    #[must_use]
    pub fn one<'a>(self, key: &str, name: &'a str, value: impl Into<FluentValue<'a>>) -> String {
        self.with(key, [(name, value.into())])
    }

    /// A sentence that counts: its argument is `$n`.
    #[must_use]
    pub fn count<'a>(self, key: &str, n: impl Into<FluentValue<'a>>) -> String {
        self.with(key, [("n", n.into())])
    }

    /// A sentence with arguments.
    #[must_use]
    pub fn with<'a>(
        self,
        key: &str,
        arguments: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>,
    ) -> String {
        let arguments: FluentArgs<'a> = arguments.into_iter().collect();
        self.format(key, Some(&arguments))
    }

    /// A sentence that the formats wrote in this language, typeset.
    #[must_use]
    pub fn sentence(self, text: impl AsRef<str> + Into<String>) -> String {
        match self.lang {
            Lang::French => french_spaces(text.as_ref()),
            Lang::English => text.into(),
        }
    }

    /// Whether a sentence exists.
    #[must_use]
    pub fn has(self, key: &str) -> bool {
        self.bundle().has_message(key)
    }

    /// A whole number, its thousands apart.
    #[must_use]
    pub fn number(self, number: impl Borrow<i64>) -> String {
        match self.lang {
            Lang::French => grouped(*number.borrow(), "\u{202f}"),
            Lang::English => grouped(*number.borrow(), ","),
        }
    }

    fn bundle(self) -> &'static Bundle {
        match self.lang {
            Lang::French => &FRENCH,
            Lang::English => &ENGLISH,
        }
    }

    fn format(self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, "a sentence is missing");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, arguments, &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "a sentence lacks an argument");
        }
        text.into_owned()
    }
}

impl<S: Sync> FromRequestParts<S> for Texts {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(language(parts)))
    }
}

/// The language of a request: chosen, else preferred, else French.
pub(crate) fn language(parts: &Parts) -> Lang {
    let chosen = CookieJar::from_headers(&parts.headers)
        .get(LANGUAGE_COOKIE)
        .and_then(|cookie| Lang::from_code(cookie.value()));
    let preferred = || {
        parts
            .headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .and_then(Lang::preferred)
    };
    chosen.or_else(preferred).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn keys(lang: Lang) -> BTreeSet<String> {
        let folder = format!("{}/", lang.code());
        let mut keys = BTreeSet::new();
        for path in Locales::iter().filter(|path| path.starts_with(&folder)) {
            let file = Locales::get(&path).unwrap();
            let text = String::from_utf8(file.data.into_owned()).unwrap();
            FluentResource::try_new(text.clone()).expect(&path);
            let told = text
                .lines()
                .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
                .filter_map(|line| line.split_once(" ="));
            for (key, _) in told {
                assert!(keys.insert(key.to_owned()), "{key} is told twice in {path}");
            }
        }
        keys
    }

    #[test]
    fn every_sentence_exists_in_both_languages() {
        let (french, english) = (keys(Lang::French), keys(Lang::English));
        let alone: Vec<_> = french.symmetric_difference(&english).collect();
        assert_eq!(alone, Vec::<&String>::new());
    }

    /// The literal keys of `t.get("…")` and its sisters in a source text.
    fn used(text: &str) -> Vec<String> {
        ["get", "one", "with", "count"]
            .iter()
            .flat_map(|method| {
                ["t", "texts"]
                    .iter()
                    .map(move |name| format!("{name}.{method}("))
            })
            .flat_map(|call| {
                text.match_indices(&call)
                    .filter_map(|(at, call)| {
                        let rest = text[at + call.len()..].trim_start().strip_prefix('"')?;
                        Some(rest.split('"').next()?.to_owned())
                    })
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    fn visit(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, found);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                let text = text.split("mod tests").next().unwrap();
                found.extend(
                    used(text)
                        .into_iter()
                        .map(|key| (key, path.display().to_string())),
                );
            }
        }
    }

    #[test]
    fn every_sentence_used_exists() {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = Vec::new();
        visit(&home.join("src"), &mut found);
        visit(&home.join("templates"), &mut found);
        assert!(found.len() > 20);
        let known = keys(Lang::French);
        found.retain(|(key, _)| !known.contains(key));
        assert_eq!(found, []);
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a line for each list of codes")]
    fn every_code_has_its_sentence() {
        use tdu_domain::{
            access, account, after, facts, journal, organisation, pathway, person, privacy,
            referral, register, retention, road, rupture, signal, status, watch,
        };
        let texts = Texts::of(Lang::French);
        let mut missing = Vec::new();
        let mut check = |kind: &str, code: &str| {
            let key = format!("{kind}-{}", code.replace('_', "-").to_lowercase());
            if !texts.has(&key) {
                missing.push(key);
            }
        };
        macro_rules! all {
            ($($kind:literal $type:path),+ $(,)?) => {
                $( for value in <$type>::ALL { check($kind, value.code()); } )+
            };
        }
        all!(
            "exam" tdu_domain::exam::ExamOutcome,
            "story-title" crate::Plot,
            "story-told" crate::Plot,
            "story-left" crate::Plot,
            "stage" pathway::Stage,
            "milestone" pathway::MilestoneKind,
            "signal" signal::SignalCode,
            "reason" signal::SignalCode,
            "consequence" signal::SignalCode,
            "answer" signal::Answer,
            "severity" signal::Severity,
            "national" status::NationalStatus,
            "network" organisation::Network,
            "network-to" organisation::Network,
            "system" organisation::SourceSystem,
            "role" access::Role,
            "means" journal::ContactMeans,
            "act" journal::ActCode,
            "event" account::AccountAct,
            "level" person::SchoolLevel,
            "mobility" person::Mobility,
            "file-status" person::FileStatus,
            "situation" person::Situation,
            "sex" person::Sex,
            "import-problem" tdu_casework::ImportProblem,
            "purpose" register::Purpose,
            "basis" register::Basis,
            "seen-by" register::Seen,
            "information-means" privacy::InformationMeans,
            "stops" privacy::Stops,
            "objection-reason" privacy::ObjectionReason,
            "objection-state" privacy::ObjectionState,
            "meet" tdu_domain::together::appointment::AppointmentMode,
            "appointment" tdu_domain::together::appointment::AppointmentState,
            "appointment-do" tdu_domain::together::appointment::AppointmentStep,
            "toast-appointment" tdu_domain::together::appointment::AppointmentStep,
            "obstacle" tdu_domain::together::obstacle::ObstacleKind,
            "outcome" tdu_domain::together::obstacle::ObstacleOutcome,
            "task-kind" tdu_domain::together::task::TaskKind,
            "task-do" tdu_domain::together::task::TaskStep,
            "told-task" tdu_domain::together::task::TaskStep,
            "toast-task" tdu_domain::together::task::TaskStep,
            "referral-state" referral::State,
            "referral-step" referral::Step,
            "referral-motive" referral::Motive,
            "referral-alternative" referral::Alternative,
            "referral-why" referral::Why,
            "referral-need" referral::Need,
            "referral-paper" referral::Paper,
            "step" retention::RetentionStep,
            "reached" retention::Reached,
            "network-the" organisation::Network,
            "network-subject" organisation::Network,
            "rupture-mode" rupture::RuptureMode,
            "rupture-cause" rupture::RuptureCause,
            "rupture-goal" rupture::RuptureGoal,
            "rupture-outcome" rupture::RuptureOutcome,
            "rupture-rule" rupture::RuleCode,
            "call" rupture::CallOutcome,
            "sign" watch::Sign,
            "moment" watch::ViewMoment,
            "party" watch::Party,
            "question-employer" watch::Theme,
            "question-youth" watch::Theme,
            "feeling" watch::Feeling,
            "alert-goal" watch::AlertGoal,
            "alert-outcome" watch::AlertOutcome,
            "after" after::AfterSituation,
            "road-step" road::RoadStep,
            "road-state" road::StepState,
            "road-event" road::RoadEvent,
            "road-end" road::RoadEnd,
            "piece" road::piece::PieceKind,
            "bringer" road::piece::Bringer,
            "piece-state" road::piece::PieceState,
            "piece-do" road::piece::PieceMove,
            "channel" road::search::Channel,
            "company-answer" road::search::CompanyAnswer,
            "company-refusal" road::search::CompanyRefusal,
            "visit" road::search::VisitOutcome,
            "attached" road::file::AttachedKind,
        );
        for act in referral::Transition::ALL {
            if !matches!(
                act,
                referral::Transition::Send | referral::Transition::Expire
            ) {
                check("referral-act", act.code());
                check("toast-referral", act.code());
            }
        }
        for field in facts::Field::ALL {
            check("field", field.name());
        }
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn the_browser_s_preference_is_followed() {
        assert_eq!(
            Lang::preferred("en-GB,en;q=0.9,fr;q=0.8"),
            Some(Lang::English)
        );
        assert_eq!(Lang::preferred("de,fr;q=0.5,en;q=0.3"), Some(Lang::French));
        assert_eq!(Lang::preferred("de"), None);
    }

    #[test]
    fn no_line_breaks_before_french_punctuation() {
        let told = french_spaces("« Oui » : 60 % ? Non ; 08:14, a:b !");
        let shown = told.replace('\u{a0}', "_").replace('\u{202f}', "~");
        assert_eq!(shown, "«_Oui_»_: 60~%~? Non~; 08:14, a:b~!");
        assert_eq!(Texts::of(Lang::French).get("colon"), "\u{a0}:");
        assert_eq!(Texts::of(Lang::English).sentence("a : b"), "a : b");
        for path in Locales::iter().filter(|path| path.starts_with("fr/")) {
            let file = Locales::get(&path).unwrap();
            let text = french_spaces(&String::from_utf8_lossy(&file.data));
            for loose in [" :", " ;", " ?", " !", " »", "« ", "{\" \"}:"] {
                assert!(!text.contains(loose), "{path} breaks at {loose:?}");
            }
        }
    }

    #[test]
    fn thousands_are_apart() {
        assert_eq!(Texts::of(Lang::French).number(1_842), "1\u{202f}842");
        assert_eq!(Texts::of(Lang::English).number(1_234_567), "1,234,567");
    }
}
