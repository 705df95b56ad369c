//! The application under test, on both engines
