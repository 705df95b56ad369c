//! What a file that somebody attaches really is: told by its bytes and its structure, never by its name.

use crate::person::coded;

/// The most bytes of an attached file.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;

coded! {
    /// What an attached file is for.
    AttachedKind {
        /// Curriculum vitae.
        Cv = "cv",
        /// Cover letter.
        Letter = "letter",
    }
}

coded! {
    /// The formats that are taken.
    FileFormat {
        /// PDF.
        Pdf = "pdf",
        /// JPEG image.
        Jpeg = "jpeg",
        /// PNG image.
        Png = "png",
        /// Word document without macros.
        Docx = "docx",
        /// `OpenDocument` text.
        Odt = "odt",
    }
}

impl FileFormat {
    /// The media type under which it is downloaded.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
        }
    }

    /// The end of the names of such files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Docx => "docx",
            Self::Odt => "odt",
        }
    }

    /// The format of some bytes, if it is one that is taken.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            let tail = &bytes[bytes.len().saturating_sub(PDF_TAIL)..];
            return contains(tail, b"%%EOF").then_some(Self::Pdf);
        }
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            return contains(bytes, &[0xff, 0xd9]).then_some(Self::Jpeg);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            let begins = bytes.get(12..16) == Some(b"IHDR");
            return (begins && contains(bytes, b"IEND")).then_some(Self::Png);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return packed(bytes);
        }
        None
    }
}

/// Bytes at the end of a PDF among which its mark is looked for.
const PDF_TAIL: usize = 1_024;
/// Bytes of the record that ends an archive, and of a comment after it.
const END_RECORD: usize = 22;
const LONGEST_COMMENT: usize = 65_535;
/// Bytes of an entry of the directory before its name.
const ENTRY: usize = 46;
/// Entries read of an archive.
const MOST_ENTRIES: usize = 2_000;

fn contains(bytes: &[u8], piece: &[u8]) -> bool {
    bytes.windows(piece.len()).any(|window| window == piece)
}

/// The document that an archive holds, if it is one that is taken.
fn packed(bytes: &[u8]) -> Option<FileFormat> {
    let names = names(bytes)?;
    let has = |name: &[u8]| names.contains(&name);
    let macros = names
        .iter()
        .any(|name| name.ends_with(b"vbaProject.bin") || name.starts_with(b"Basic/"));
    if macros {
        return None;
    }
    if has(b"[Content_Types].xml") && has(b"word/document.xml") {
        return Some(FileFormat::Docx);
    }
    let declared = b"mimetypeapplication/vnd.oasis.opendocument.text";
    let first = bytes.get(30..30 + declared.len() + 1)?;
    let plain = first.starts_with(declared) && first.last() == Some(&b'P');
    (plain && has(b"content.xml")).then_some(FileFormat::Odt)
}

/// The names in the directory of an archive; none when it is not whole.
fn names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let from = bytes.len().saturating_sub(END_RECORD + LONGEST_COMMENT);
    let tail = &bytes[from..];
    let end = from + tail.windows(4).rposition(|mark| mark == b"PK\x05\x06")?;
    let entries = usize::from(number(bytes, end + 10)?);
    let mut at = usize::try_from(long(bytes, end + 16)?).ok()?;
    if entries == 0 || entries > MOST_ENTRIES {
        return None;
    }
    let mut names = Vec::with_capacity(entries);
    for _ in 0..entries {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|field| number(bytes, at + field));
        let name = usize::from(name?);
        names.push(bytes.get(at + ENTRY..at + ENTRY + name)?);
        at += ENTRY + name + usize::from(extra?) + usize::from(comment?);
    }
    Some(names)
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An archive whose files hold nothing but the first, which is stored.
    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for (name, content) in files {
            let at = u32::try_from(bytes.len()).unwrap();
            let (length, size) = (
                u16::try_from(name.len()).unwrap(),
                u32::try_from(content.len()).unwrap(),
            );
            bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
            bytes.extend(size.to_le_bytes());
            bytes.extend(size.to_le_bytes());
            bytes.extend(length.to_le_bytes());
            bytes.extend([0, 0]);
            bytes.extend(name.as_bytes());
            bytes.extend(*content);
            directory.extend(b"PK\x01\x02");
            directory.extend([0; 24]);
            directory.extend(length.to_le_bytes());
            directory.extend([0; 12]);
            directory.extend(at.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let (at, many) = (
            u32::try_from(bytes.len()).unwrap(),
            u16::try_from(files.len()).unwrap(),
        );
        bytes.extend(&directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend(many.to_le_bytes());
        bytes.extend(many.to_le_bytes());
        bytes.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
        bytes.extend(at.to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }

    const ODT: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.text");

    #[test]
    fn what_a_file_is_comes_from_its_bytes() {
        let types = ("[Content_Types].xml", &b""[..]);
        let word = ("word/document.xml", &b"<a/>"[..]);
        let macros = ("word/vbaProject.bin", &b""[..]);
        let content = ("content.xml", &b"<a/>"[..]);
        for (bytes, format) in [
            (
                b"%PDF-1.7\n1 0 obj\n%%EOF\n".to_vec(),
                Some(FileFormat::Pdf),
            ),
            (b"%PDF-1.7 cut short".to_vec(), None),
            (
                vec![0xff, 0xd8, 0xff, 0xe0, 0, 0xff, 0xd9],
                Some(FileFormat::Jpeg),
            ),
            (vec![0xff, 0xd8, 0xff, 0xe0], None),
            (
                b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR....IEND".to_vec(),
                Some(FileFormat::Png),
            ),
            (archive(&[types, word]), Some(FileFormat::Docx)),
            (archive(&[types, word, macros]), None),
            (archive(&[ODT, content]), Some(FileFormat::Odt)),
            (archive(&[content, ODT]), None),
            (archive(&[("readme.txt", b"")]), None),
            (b"<html><script>a()</script>".to_vec(), None),
            (b"MZ\x90\0".to_vec(), None),
            (Vec::new(), None),
        ] {
            assert_eq!(FileFormat::of(&bytes), format, "{bytes:?}");
        }
        let whole = archive(&[types, word]);
        assert_eq!(FileFormat::of(&whole[..whole.len() - 10]), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fail(
            start in prop::sample::select(vec![&b"PK\x03\x04"[..], b"%PDF-", b"\xff\xd8\xff", b""]),
            rest in prop::collection::vec(any::<u8>(), 0..400),
            end in any::<bool>()
        ) {
            let mut bytes = start.to_vec();
            bytes.extend(rest);
            if end {
                bytes.extend(b"PK\x05\x06");
                bytes.extend([1_u8; 18]);
            }
            let _ = FileFormat::of(&bytes);
        }
    }
}
