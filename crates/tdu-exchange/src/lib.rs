//! Other systems' formats: bytes in, typed records and precise issues out
