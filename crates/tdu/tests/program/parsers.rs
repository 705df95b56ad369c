//! Every target of the fuzzer, on files made anew and on files altered from one that is right.

#[expect(
    unreachable_pub,
    reason = "the fuzzer's crate gives these to its programs"
)]
#[path = "../../../../fuzz/src/lib.rs"]
mod targets;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use self::targets::{TARGETS, Target};

/// Files for each target.
const FILES: u32 = 300;

/// Any bytes, or a right file of which some bytes are others, or left out.
fn files(target: &Target) -> impl Strategy<Value = Vec<u8>> {
    let seed = (target.seed)();
    let alterations = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    let altered = (alterations, any::<prop::sample::Index>()).prop_map(move |(changes, end)| {
        let mut file = seed.clone();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let end = end.index(file.len() * 2);
        file.truncate(end.max(1));
        file
    });
    let any = prop::collection::vec(any::<u8>(), 0..400);
    prop_oneof![any, altered]
}

#[test]
fn no_file_makes_a_parser_fail() {
    for target in TARGETS {
        (target.run)(&(target.seed)());
        let config = Config {
            cases: FILES,
            failure_persistence: None,
            ..Config::default()
        };
        let run = TestRunner::new(config).run(&files(&target), |file| {
            (target.run)(&file);
            Ok(())
        });
        assert!(run.is_ok(), "{}: {run:?}", target.name);
    }
}
