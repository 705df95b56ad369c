//! Built assets, embedded: their names hold their digest, so a browser keeps them for good.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::WebError;
use crate::routes::{Routes, Rule};

/// Address of the style sheet.
pub(crate) const STYLE: &str = env!("ASSET_APP_CSS");
/// Address of the script.
pub(crate) const SCRIPT: &str = env!("ASSET_APP_JS");
/// Address of the icons: add `#name`.
pub(crate) const ICONS: &str = env!("ASSET_ICONS_SVG");
/// Address of the browser tab's picture.
pub(crate) const FAVICON: &str = env!("ASSET_FAVICON_SVG");

#[derive(RustEmbed)]
#[folder = "../../front/dist"]
struct Built;

/// Precompressed forms, best first: suffix of the file, name of the encoding.
const ENCODINGS: [(&str, &str); 2] = [(".br", "br"), (".gz", "gzip")];

pub(crate) fn routes() -> Routes {
    Routes::default().get(
        "/assets/{asset}",
        Rule::Anyone,
        "Feuille de style, script, icônes",
        serve,
    )
}

async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, WebError> {
    let plain = Built::get(&name).ok_or(WebError::NotFound)?;
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let encoded = ENCODINGS
        .iter()
        .filter(|(_, encoding)| accepts(accepted, encoding))
        .find_map(|(suffix, encoding)| Some((Built::get(&format!("{name}{suffix}"))?, *encoding)));
    let mimetype = plain.metadata.mimetype().to_owned();
    let (file, encoding) = match encoded {
        Some((file, encoding)) => (file, Some(encoding)),
        None => (plain, None),
    };
    let mut response = (
        [
            (header::CONTENT_TYPE, mimetype.as_str()),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::VARY, "Accept-Encoding"),
        ],
        file.data,
    )
        .into_response();
    if let Some(encoding) = encoding {
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

/// Whether an `Accept-Encoding` names an encoding without refusing it (`q=0`).
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        pieces.next() == Some(encoding) && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0"))
    })
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn an_encoding_can_be_refused() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("brotli", "br"));
    }
}
