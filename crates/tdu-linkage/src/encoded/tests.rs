//! The promises of the encoded variant.
