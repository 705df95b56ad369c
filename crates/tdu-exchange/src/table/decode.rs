//! Bytes to text: UTF-8, UTF-16 (as Excel's "Unicode text") or Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::MAX_BYTES;
use crate::error::FileError;

/// A text, and what of it had to be read as Windows-1252.
pub(crate) struct Decoded<'b> {
    pub(crate) text: Cow<'b, str>,
    pub(crate) windows_1252: Lines,
}

/// So many lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    None,
    Some(u32),
    All,
}

/// Decodes a text file. NUL characters are removed: they are no text, and databases refuse them.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, FileError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(FileError::TooLarge { limit: MAX_BYTES });
    }
    refuse_known_binaries(bytes)?;
    let (encoding, bom) = Encoding::for_bom(bytes)
        .or_else(|| utf16_without_bom(bytes).map(|encoding| (encoding, 0)))
        .unwrap_or((UTF_8, 0));
    let (text, windows_1252) =
        match encoding.decode_without_bom_handling_and_without_replacement(&bytes[bom..]) {
            Some(text) => (text, Lines::None),
            None if encoding == UTF_8 => not_utf8(&bytes[bom..]),
            None => return Err(FileError::NotText),
        };
    if is_binary(&text) {
        return Err(FileError::NotText);
    }
    if is_markup(&text) {
        return Err(FileError::UnsupportedFormat("HTML"));
    }
    let text = if text.contains('\0') {
        Cow::Owned(text.replace('\0', ""))
    } else {
        text
    };
    Ok(Decoded { text, windows_1252 })
}

/// Windows-1252; or, when most letters beyond ASCII are whole in UTF-8, the lines that are not.
/// Files glued from two exports are like that, and one stray byte must not spoil every name.
fn not_utf8(bytes: &[u8]) -> (Cow<'_, str>, Lines) {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole <= broken {
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        return (text, Lines::All);
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    let mut count = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if let Ok(line) = str::from_utf8(line) {
            text.push_str(line);
        } else {
            count += 1;
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0);
        }
    }
    (Cow::Owned(text), Lines::Some(count))
}

/// What some software calls XLS is a page.
fn is_markup(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(9).collect();
    ["<html", "<!doctype", "<table", "<?xml"]
        .iter()
        .any(|mark| start.to_ascii_lowercase().starts_with(mark))
}

fn refuse_known_binaries(bytes: &[u8]) -> Result<(), FileError> {
    const COMPOUND_FILE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    if bytes.starts_with(COMPOUND_FILE) {
        // A password-protected XLSX is a compound file holding this stream, named in UTF-16.
        let stream: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let encrypted = bytes.windows(stream.len()).any(|part| part == stream);
        return Err(if encrypted {
            FileError::Encrypted
        } else {
            FileError::UnsupportedFormat("XLS")
        });
    }
    if bytes.starts_with(b"%PDF") {
        return Err(FileError::UnsupportedFormat("PDF"));
    }
    Ok(())
}

/// UTF-16 of mostly Latin letters has a NUL in every other byte.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(512) & !1];
    let pairs = sample.len() / 2;
    let nul_at = |parity: usize| {
        sample
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    if pairs < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    match (nul_at(0) * 10 > pairs * 8, nul_at(1) * 10 > pairs * 8) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// More than one control character in a hundred: not a text that a person exported.
fn is_binary(text: &str) -> bool {
    let bytes = text.as_bytes();
    let low = bytes
        .iter()
        .filter(|b| matches!(b, 1..=8 | 11 | 12 | 14..=31 | 127))
        .count();
    // The controls above ASCII, which Windows-1252 leaves undefined.
    let high = bytes
        .windows(2)
        .filter(|pair| pair[0] == 0xc2 && pair[1] < 0xa0)
        .count();
    (low + high) * 100 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).unwrap().text.into_owned()
    }

    #[test]
    fn encodings() {
        assert_eq!(text("Élodie;1".as_bytes()), "Élodie;1");
        assert_eq!(text(b"\xef\xbb\xbf\xc3\x89lodie"), "Élodie");
        let latin = decode(b"\xc9lodie;Ren\xe9;10 \x80").unwrap();
        assert_eq!(latin.text, "Élodie;René;10 €");
        assert_eq!(latin.windows_1252, Lines::All);
        let glued = decode(b"Pr\xc3\xa9nom;N\xc2\xb0\nZo\xe9;1\nZo\xc3\xa9;2").unwrap();
        assert_eq!(glued.text, "Prénom;N°\nZoé;1\nZoé;2");
        assert_eq!(glued.windows_1252, Lines::Some(1));
        let utf16 = |bom: &[u8], bytes: fn(u16) -> [u8; 2]| {
            let mut file = bom.to_vec();
            file.extend("Prénom;Nom\r\n".encode_utf16().flat_map(bytes));
            text(&file)
        };
        assert_eq!(utf16(b"\xff\xfe", u16::to_le_bytes), "Prénom;Nom\r\n");
        assert_eq!(utf16(b"\xfe\xff", u16::to_be_bytes), "Prénom;Nom\r\n");
        assert_eq!(utf16(b"", u16::to_le_bytes), "Prénom;Nom\r\n");
        assert_eq!(text(b"Nom\0;Pr\xc3\xa9nom"), "Nom;Prénom");
    }

    #[test]
    fn what_is_not_text_is_refused() {
        let error = |bytes: &[u8]| decode(bytes).map(|_| ()).unwrap_err();
        assert_eq!(error(b"%PDF-1.7"), FileError::UnsupportedFormat("PDF"));
        assert_eq!(
            error(b" <HTML><table>"),
            FileError::UnsupportedFormat("HTML")
        );
        let mut workbook = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        assert_eq!(error(&workbook), FileError::UnsupportedFormat("XLS"));
        workbook.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(error(&workbook), FileError::Encrypted);
        assert_eq!(
            error(&[0x89, 0x50, 1, 2, 3, 4, 5, 6, 7]),
            FileError::NotText
        );
    }
}
