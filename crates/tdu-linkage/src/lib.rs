//! Who is the same person: record linkage, pure and generic
