//! A chain of lines: the link of each is a keyed digest of the one before and of the line itself, so
//! that nothing can be altered, inserted, moved or removed without the key.

use std::fmt::{self, Display, Formatter};

use serde::{Serialize, Serializer};

use crate::error::StoreError;
use crate::keyring::{Keyring, Purpose};

/// Bytes that tell by which version of the keys a link was made.
const VERSION: usize = 2;
const LINK: usize = VERSION + 32;

/// The link of a line: the version of the keys, then what they say of all that came so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link([u8; LINK]);

impl Link {
    /// Before the first line.
    pub const START: Self = Self([0; LINK]);

    /// A link as it is kept.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// A link as it is written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut link = [0; LINK];
        if text.len() != 2 * LINK || !text.is_ascii() {
            return None;
        }
        for (at, byte) in link.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
        }
        Some(Self(link))
    }

    /// The bytes to keep.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The version of the keys that made it; 0 before the first line.
    #[must_use]
    pub fn version(&self) -> u16 {
        u16::from_be_bytes([self.0[0], self.0[1]])
    }

    /// The link of a line that follows this one, made by the newest keys.
    pub(crate) fn next(
        &self,
        keyring: &Keyring,
        purpose: Purpose,
        line: &impl Chained,
    ) -> Result<Self, StoreError> {
        self.next_by(keyring, purpose, keyring.newest(), line)
    }

    /// The link of a line that follows this one, made by a version of the keys.
    pub(crate) fn next_by(
        &self,
        keyring: &Keyring,
        purpose: Purpose,
        version: u16,
        line: &impl Chained,
    ) -> Result<Self, StoreError> {
        let mut message = Vec::with_capacity(256);
        message.extend_from_slice(&self.0);
        line.write(&mut message);
        let mut bytes = [0; LINK];
        bytes[..VERSION].copy_from_slice(&version.to_be_bytes());
        bytes[VERSION..].copy_from_slice(&keyring.sign(purpose, version, &message)?);
        Ok(Self(bytes))
    }
}

impl Display for Link {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hexadecimal(&self.0))
    }
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        text.push_str(&format!("{byte:02x}"));
        text
    })
}

/// A line that can be chained.
pub(crate) trait Chained {
    /// Writes everything the line says, so that two different lines never write the same bytes.
    fn write(&self, message: &mut Vec<u8>);
}

/// Writes a text with its length.
pub(crate) fn write_text(message: &mut Vec<u8>, text: &str) {
    message.extend_from_slice(&(text.len() as u64).to_be_bytes());
    message.extend_from_slice(text.as_bytes());
}

/// Writes what may be absent.
pub(crate) fn write_option<T>(
    message: &mut Vec<u8>,
    value: Option<T>,
    write: impl Fn(&mut Vec<u8>, T),
) {
    message.push(u8::from(value.is_some()));
    if let Some(value) = value {
        write(message, value);
    }
}

/// What is wrong with a chain, at the first place where something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The line says something else than when it was written, or is not where it was written.
    Altered,
    /// A line is not there.
    Missing,
    /// A line has a number that another has, or that no line was given.
    Added,
    /// What the line tells, kept apart, is not what was told.
    Payload,
    /// What the line tells, kept apart, is gone without the person having been erased.
    PayloadMissing,
    /// The count of lines or the last link is not that of the lines.
    Head,
    /// The line is not the one of which somebody keeps the link elsewhere.
    Anchor,
}

impl Fault {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Altered => "altered",
            Self::Missing => "missing",
            Self::Added => "added",
            Self::Payload => "payload",
            Self::PayloadMissing => "payload_missing",
            Self::Head => "head",
            Self::Anchor => "anchor",
        }
    }
}

/// The first wrong line of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong {
    /// Its number in the chain.
    pub number: i64,
    /// Its key, when there is a line and lines have one.
    pub line: Option<uuid::Uuid>,
    /// What is wrong.
    pub fault: Fault,
}

/// The end of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many lines it has.
    pub lines: i64,
    /// The link of the last.
    pub link: Link,
}

impl Head {
    /// A chain without lines.
    pub const START: Self = Self {
        lines: 0,
        link: Link::START,
    };
}

/// Follows a chain line after line.
#[derive(Debug)]
pub(crate) struct Follower<'a> {
    pub(crate) head: Head,
    pub(crate) wrong: Option<Wrong>,
    anchors: &'a [Head],
}

impl<'a> Follower<'a> {
    /// Before the first line; the anchors are ends that the chain once had.
    pub(crate) fn new(anchors: &'a [Head]) -> Self {
        Self {
            head: Head::START,
            wrong: None,
            anchors,
        }
    }

    /// After the last line: the head that is kept must be where the lines end, and no anchor beyond.
    pub(crate) fn end(&self, kept: Head) -> Option<Wrong> {
        let lines = self.head.lines;
        let further = self.anchors.iter().any(|anchor| anchor.lines > lines);
        let (number, fault) = if kept.lines > lines || further {
            (lines + 1, Fault::Missing)
        } else if kept != self.head {
            (lines, Fault::Head)
        } else {
            return None;
        };
        Some(Wrong {
            number,
            line: None,
            fault,
        })
    }

    /// Looks at the next line, with the number and link that it bears; after the first fault, nothing
    /// more is looked at.
    pub(crate) fn follow(
        &mut self,
        keyring: &Keyring,
        purpose: Purpose,
        number: i64,
        link: Link,
        said: &impl Chained,
    ) -> Result<Option<Fault>, StoreError> {
        let expected = self.head.lines + 1;
        if number != expected {
            return Ok(Some(if number > expected {
                Fault::Missing
            } else {
                Fault::Added
            }));
        }
        let version = link.version();
        let known = keyring.numbers().any(|known| known == version);
        let right = known
            && version >= self.head.link.version()
            && self.head.link.next_by(keyring, purpose, version, said)? == link;
        self.head = Head {
            lines: number,
            link,
        };
        let mut anchors = self.anchors.iter();
        Ok(if !right {
            Some(Fault::Altered)
        } else if anchors.any(|anchor| anchor.lines == number && anchor.link != link) {
            Some(Fault::Anchor)
        } else {
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    struct Said(String, Option<u8>);

    impl Chained for Said {
        fn write(&self, message: &mut Vec<u8>) {
            write_text(message, &self.0);
            write_option(message, self.1, Vec::push);
        }
    }

    fn chained(keyring: &Keyring, lines: &[Said]) -> Vec<(i64, Link, Said)> {
        let mut link = Link::START;
        let numbered = (1..).zip(lines);
        numbered
            .map(|(number, line)| {
                link = link.next(keyring, Purpose::Journal, line).unwrap();
                (number, link, line.clone())
            })
            .collect()
    }

    fn whole(keyring: &Keyring, lines: &[(i64, Link, Said)], head: Head) -> bool {
        let mut follower = Follower::new(&[]);
        let right = lines.iter().all(|(number, link, line)| {
            let fault = follower.follow(keyring, Purpose::Journal, *number, *link, line);
            fault.unwrap().is_none()
        });
        right && follower.head == head
    }

    fn head(lines: &[(i64, Link, Said)]) -> Head {
        lines.last().map_or(Head::START, |(number, link, _)| Head {
            lines: *number,
            link: *link,
        })
    }

    fn said() -> impl Strategy<Value = Said> {
        (".{0,12}", any::<Option<u8>>()).prop_map(|(text, byte)| Said(text, byte))
    }

    proptest! {
        #[test]
        fn nothing_can_be_done_to_a_chain_unseen(
            lines in prop::collection::vec(said(), 2..12),
            other in said(),
            at in any::<prop::sample::Index>(),
            to in any::<prop::sample::Index>(),
        ) {
            let keyring = Keyring::generate();
            let right = chained(&keyring, &lines);
            let end = head(&right);
            prop_assert!(whole(&keyring, &right, end));
            let (at, to) = (at.index(lines.len()), to.index(lines.len()));

            let mut altered = right.clone();
            altered[at].2 = other.clone();
            prop_assert_eq!(whole(&keyring, &altered, end), other == lines[at]);

            let mut removed = right.clone();
            removed.remove(at);
            prop_assert!(!whole(&keyring, &removed, end));

            let mut renumbered = removed;
            for (number, line) in (1..).zip(&mut renumbered) {
                line.0 = number;
            }
            prop_assert!(!whole(&keyring, &renumbered, end));

            let mut swapped = right.clone();
            swapped.swap(at, to);
            let (one, two) = (swapped[at].0, swapped[to].0);
            (swapped[at].0, swapped[to].0) = (two, one);
            prop_assert_eq!(whole(&keyring, &swapped, end), at == to);

            let forged = chained(&Keyring::generate(), &lines);
            prop_assert!(!whole(&keyring, &forged, head(&forged)));
        }
    }

    #[test]
    fn older_keys_cannot_write_after_newer_ones() {
        let old = Keyring::generate();
        let new = old.with_new_version();
        let line = Said("line".into(), None);
        let first = Link::START.next(&old, Purpose::Journal, &line).unwrap();
        let second = first.next(&new, Purpose::Journal, &line).unwrap();
        let third = second.next(&old, Purpose::Journal, &line).unwrap();
        let both = [(1, first, line.clone()), (2, second, line.clone())];
        assert!(whole(&new, &both, head(&both)));
        let back = [both[0].clone(), both[1].clone(), (3, third, line)];
        assert!(!whole(&new, &back, head(&back)));
    }

    #[test]
    fn a_link_reads_back() {
        let keyring = Keyring::generate();
        let said = Said("line".into(), Some(3));
        let link = Link::START.next(&keyring, Purpose::Access, &said).unwrap();
        assert_eq!(Link::parse(&link.to_string()), Some(link));
        assert_eq!(Link::of(link.bytes()), Some(link));
        assert_eq!((Link::parse("é1"), link.version()), (None, 1));
    }
}
