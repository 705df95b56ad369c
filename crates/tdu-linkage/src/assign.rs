//! One to one: which links hold together, as the best matching of each group that competes.

/// A possible link: record of A, record of B, how likely as a logarithm of odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) gain: f64,
}

/// A group larger than this is matched greedily: it is a crowd of homonyms, not a family.
const LARGEST_GROUP: usize = 200;

/// The edges of the best one-to-one matching, by position. Edges without gain are never chosen.
pub(crate) fn assign(edges: &[Edge]) -> Vec<usize> {
    let mut groups = Groups::new(edges);
    for edge in edges {
        groups.join(edge);
    }
    let mut members: Vec<(u32, usize)> = edges
        .iter()
        .enumerate()
        .map(|(at, edge)| (groups.root(edge.a), at))
        .collect();
    members.sort_unstable();
    let mut chosen = Vec::new();
    for group in members.chunk_by(|x, y| x.0 == y.0) {
        let members: Vec<usize> = group.iter().map(|member| member.1).collect();
        match members.as_slice() {
            [one] => chosen.push(*one),
            _ if members.len() > LARGEST_GROUP => greedy(edges, &members, &mut chosen),
            _ => best(edges, &members, &mut chosen),
        }
    }
    chosen.retain(|&at| edges[at].gain > 0.0);
    chosen.sort_unstable();
    chosen
}

/// Records joined by edges, as a forest: those of A, then those of B.
struct Groups {
    parents: Vec<u32>,
    of_a: u32,
}

impl Groups {
    fn new(edges: &[Edge]) -> Self {
        let after = |of: fn(&Edge) -> u32| edges.iter().map(of).max().map_or(0, |last| last + 1);
        let (of_a, of_b) = (after(|edge| edge.a), after(|edge| edge.b));
        Self {
            parents: (0..of_a + of_b).collect(),
            of_a,
        }
    }

    fn root(&mut self, mut node: u32) -> u32 {
        while self.parents[node as usize] != node {
            let above = self.parents[self.parents[node as usize] as usize];
            self.parents[node as usize] = above;
            node = above;
        }
        node
    }

    fn join(&mut self, edge: &Edge) {
        let (a, b) = (self.root(edge.a), self.root(self.of_a + edge.b));
        self.parents[a.max(b) as usize] = a.min(b);
    }
}

fn greedy(edges: &[Edge], members: &[usize], chosen: &mut Vec<usize>) {
    let mut members = members.to_vec();
    members.sort_by(|&x, &y| {
        let (x, y) = (&edges[x], &edges[y]);
        y.gain.total_cmp(&x.gain).then((x.b, x.a).cmp(&(y.b, y.a)))
    });
    let (mut used_a, mut used_b) = (
        rustc_hash::FxHashSet::default(),
        rustc_hash::FxHashSet::default(),
    );
    for at in members {
        let edge = &edges[at];
        if !used_a.contains(&edge.a) && !used_b.contains(&edge.b) {
            used_a.insert(edge.a);
            used_b.insert(edge.b);
            chosen.push(at);
        }
    }
}

/// The Hungarian method: each record of B takes a record of A, or its own "none" at no gain.
fn best(edges: &[Edge], members: &[usize], chosen: &mut Vec<usize>) {
    let number = |of: fn(&Edge) -> u32| {
        let mut records: Vec<u32> = members.iter().map(|&at| of(&edges[at])).collect();
        records.sort_unstable();
        records.dedup();
        records
    };
    let (rows, columns) = (number(|edge| edge.b), number(|edge| edge.a));
    let width = columns.len() + rows.len();
    let mut cost = vec![f64::from(u32::MAX); rows.len() * width];
    let mut edge_at = vec![usize::MAX; rows.len() * width];
    for &at in members {
        let (Ok(row), Ok(column)) = (
            rows.binary_search(&edges[at].b),
            columns.binary_search(&edges[at].a),
        ) else {
            continue;
        };
        cost[row * width + column] = -edges[at].gain;
        edge_at[row * width + column] = at;
    }
    for row in 0..rows.len() {
        cost[row * width + columns.len() + row] = 0.0;
    }
    for (row, column) in hungarian(&cost, rows.len(), width).into_iter().enumerate() {
        let at = edge_at[row * width + column];
        if at != usize::MAX {
            chosen.push(at);
        }
    }
}

/// The column of each row in the cheapest assignment; there are at least as many columns as rows.
fn hungarian(cost: &[f64], rows: usize, columns: usize) -> Vec<usize> {
    // Potentials and the alternating tree, as usual with a row and a column 0 that stand for none.
    let (mut of_row, mut of_column) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut row_of = vec![0_usize; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut column = 0;
        let (mut least, mut way) = (vec![f64::INFINITY; columns + 1], vec![0; columns + 1]);
        let mut done = vec![false; columns + 1];
        while row_of[column] != 0 {
            done[column] = true;
            let from = row_of[column];
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for to in 1..=columns {
                if done[to] {
                    continue;
                }
                let reduced = cost[(from - 1) * columns + to - 1] - of_row[from] - of_column[to];
                if reduced < least[to] {
                    (least[to], way[to]) = (reduced, column);
                }
                if least[to] < delta {
                    (delta, next) = (least[to], to);
                }
            }
            for to in 0..=columns {
                if done[to] {
                    of_row[row_of[to]] += delta;
                    of_column[to] -= delta;
                } else {
                    least[to] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    let mut column_of = vec![0; rows];
    for column in 1..=columns {
        if row_of[column] != 0 {
            column_of[row_of[column] - 1] = column - 1;
        }
    }
    column_of
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edge(a: u32, b: u32, gain: f64) -> Edge {
        Edge { a, b, gain }
    }

    #[test]
    fn two_modest_links_beat_a_strong_one() {
        let edges = [edge(1, 1, 5.0), edge(1, 2, 4.0), edge(2, 1, 3.0)];
        assert_eq!(assign(&edges), [1, 2]);
        assert_eq!(assign(&[edge(1, 1, -1.0)]), Vec::<usize>::new());
    }

    proptest! {
        #[test]
        fn the_matching_is_the_best_of_all(gains in proptest::collection::vec(-2.0..9.0_f64, 9)) {
            let edges: Vec<Edge> = (0..9).map(|at| edge(at / 3, at % 3, gains[at as usize])).collect();
            let total: f64 = assign(&edges).iter().map(|&at| edges[at].gain).sum();
            let gain = |a: usize, b: usize| gains[a * 3 + b].max(0.0);
            let best = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
                .iter()
                .map(|order| (0..3).map(|a| gain(a, order[a])).sum::<f64>())
                .fold(0.0, f64::max);
            prop_assert!((total - best).abs() < 1e-9);
        }
    }
}
