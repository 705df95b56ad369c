//! Forms belong to a session: each carries a token that only its session could have been shown.
//!
//! The token is put in every form where answers leave, and asked of every change where requests
//! enter: no page can forget it. It stands first in its form, so that the beginning of a request
//! tells, however long the file that follows.

use std::fmt::Write;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use hmac::{Hmac, KeyInit, Mac};
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use sha2::Sha256;
use uuid::Uuid;

use crate::session::session_cookie_name;
use crate::{WebError, WebState, guard};

/// The name of the field.
const FIELD: &str = "jeton";
/// Letters of the nonce, and of a whole token: nonce and authentication code, in hexadecimal.
const NONCE: usize = 32;
const TOKEN: usize = NONCE + 64;
/// How far into a request its token may stand.
const BEGINNING: usize = 16 * 1024;

/// Refuses a change whose form is not of the session that sends it; gives pages' forms their token.
///
/// Whoever has no session has nothing that another site could abuse.
pub(crate) async fn required(
    State(state): State<WebState>,
    request: Request,
    next: Next,
) -> Response {
    let name = session_cookie_name(&state);
    let jar = CookieJar::from_headers(request.headers());
    let session = jar.get(name).map(|cookie| cookie.value().to_owned());
    let request = match &session {
        Some(session) if guard::may_change(&request) => match checked(request, session).await {
            Ok(request) => request,
            Err(refused) => return refused.into_response(),
        },
        _ => request,
    };
    let response = next.run(request).await;
    match opened(response.headers(), name).or(session) {
        Some(session) => dressed(response, &session).await,
        None => response,
    }
}

/// The session that an answer opens.
fn opened(headers: &HeaderMap, name: &str) -> Option<String> {
    let texts = headers.get_all(header::SET_COOKIE).iter();
    let cookies = texts.filter_map(|text| Cookie::parse(text.to_str().ok()?).ok());
    cookies
        .filter(|cookie| cookie.name() == name && !cookie.value().is_empty())
        .map(|cookie| cookie.value().to_owned())
        .next_back()
}

/// The request whole again, if the token at its beginning is of this session.
async fn checked(request: Request, session: &str) -> Result<Request, WebError> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let multipart = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    let (parts, mut rest) = request.into_parts();
    let mut read = Vec::new();
    loop {
        if let Some(token) = token_in(&read, multipart) {
            if !is_of(token, session) {
                return Err(WebError::OldForm);
            }
            let read = Some(Bytes::from(read));
            return Ok(Request::from_parts(parts, Body::new(Reread { read, rest })));
        }
        if read.len() > BEGINNING {
            return Err(WebError::OldForm);
        }
        match rest.frame().await {
            Some(Ok(frame)) => read.extend(frame.into_data().unwrap_or_default()),
            Some(Err(_)) => return Err(WebError::BadForm),
            None => return Err(WebError::OldForm),
        }
    }
}

/// The token that the beginning of a form holds.
fn token_in(read: &[u8], multipart: bool) -> Option<&[u8]> {
    let mark = if multipart {
        format!("name=\"{FIELD}\"\r\n\r\n")
    } else {
        format!("{FIELD}=")
    };
    let at = (0..read.len()).find(|&at| {
        read[at..].starts_with(mark.as_bytes()) && (multipart || at == 0 || read[at - 1] == b'&')
    })?;
    let start = at + mark.len();
    read.get(start..start + TOKEN)
}

fn code_of(session: &str, nonce: &[u8]) -> Option<Hmac<Sha256>> {
    let mut code = Hmac::<Sha256>::new_from_slice(session.as_bytes()).ok()?;
    code.update(b"tdu form 1 ");
    code.update(nonce);
    Some(code)
}

/// A token of a session, another at each call: one that is repeated in compressed pages can be guessed.
fn made_for(session: &str) -> Option<String> {
    let nonce = Uuid::new_v4().simple().to_string();
    let code = code_of(session, nonce.as_bytes())?.finalize().into_bytes();
    let mut token = nonce;
    for byte in code {
        write!(token, "{byte:02x}").ok()?;
    }
    Some(token)
}

/// Whether a token is of a session, compared in constant time.
fn is_of(token: &[u8], session: &str) -> bool {
    let Some((nonce, written)) = token.split_at_checked(NONCE) else {
        return false;
    };
    let code: Option<Vec<u8>> = written
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    code.zip(code_of(session, nonce))
        .is_some_and(|(code, expected)| expected.verify_slice(&code).is_ok())
}

/// The page, each form that changes something opening with the token.
async fn dressed(response: Response, session: &str) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let Some(token) = page.then(|| made_for(session)).flatten() else {
        return response;
    };
    let (mut parts, body) = response.into_parts();
    let written = body.collect().await.map(|body| body.to_bytes().into());
    let Some(html) = written.ok().and_then(|html| String::from_utf8(html).ok()) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let html = with_token(&html, &token);
    if parts.headers.contains_key(header::CONTENT_LENGTH) && !html.is_empty() {
        parts
            .headers
            .insert(header::CONTENT_LENGTH, HeaderValue::from(html.len()));
    }
    Response::from_parts(parts, Body::from(html))
}

fn with_token(html: &str, token: &str) -> String {
    let mut dressed = String::with_capacity(html.len() + 1_024);
    let mut pieces = html.split("<form");
    dressed.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
        dressed.push_str("<form");
        dressed.push_str(tag);
        dressed.push('>');
        if tag.contains("method=\"post\"") {
            dressed.push_str("<input type=\"hidden\" name=\"");
            dressed.push_str(FIELD);
            dressed.push_str("\" value=\"");
            dressed.push_str(token);
            dressed.push_str("\">");
        }
        dressed.push_str(rest);
    }
    dressed
}

/// A body whose beginning has been read, whole again.
#[derive(Debug)]
struct Reread {
    read: Option<Bytes>,
    rest: Body,
}

impl http_body::Body for Reread {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match self.read.take() {
            Some(read) => Poll::Ready(Some(Ok(Frame::data(read)))),
            None => Pin::new(&mut self.rest).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.read.is_none() && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let known = self.read.as_ref().map_or(0, Bytes::len) as u64;
        let rest = self.rest.size_hint();
        let mut hint = SizeHint::new();
        hint.set_lower(rest.lower() + known);
        if let Some(upper) = rest.upper() {
            hint.set_upper(upper + known);
        }
        hint
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_of_one_session() {
        let (token, another) = (made_for("a").unwrap(), made_for("a").unwrap());
        assert_eq!(token.len(), TOKEN);
        assert_ne!(token, another);
        assert!(is_of(token.as_bytes(), "a") && is_of(another.as_bytes(), "a"));
        assert!(!is_of(token.as_bytes(), "b"));
        let mixed = format!("{}{}", &token[..NONCE], &another[NONCE..]);
        assert!(!is_of(mixed.as_bytes(), "a"));
        for wrong in ["", "é", "00", &"0".repeat(TOKEN), &"+".repeat(TOKEN)] {
            assert!(!is_of(wrong.as_bytes(), "a"), "{wrong}");
        }
    }

    #[test]
    fn a_token_is_found_where_a_form_begins() {
        let token = "0".repeat(TOKEN);
        for (form, multipart, found) in [
            (format!("jeton={token}"), false, true),
            (format!("a=b&jeton={token}&c=d"), false, true),
            (format!("autre_jeton={token}"), false, false),
            (format!("jeton={}", &token[1..]), false, false),
            (format!("name=\"jeton\"\r\n\r\n{token}\r\n--x"), true, true),
            (format!("jeton={token}"), true, false),
        ] {
            assert_eq!(
                token_in(form.as_bytes(), multipart).is_some(),
                found,
                "{form}"
            );
        }
    }

    #[test]
    fn forms_that_change_something_get_the_token_first() {
        let html = "<form method=\"get\" action=\"/\"><p></p></form><form class=\"a\" method=\"post\"><p></p></form>";
        assert_eq!(
            with_token(html, "00"),
            "<form method=\"get\" action=\"/\"><p></p></form><form class=\"a\" method=\"post\">\
             <input type=\"hidden\" name=\"jeton\" value=\"00\"><p></p></form>"
        );
        assert_eq!(with_token("<p>rien</p>", "00"), "<p>rien</p>");
    }
}
