internal import Synchronization

/// The brands of every organization in memory, as lists of brands show them, so that the most called route of all touches no
/// database.
package final class BrandDirectory: Sendable {
    /// What a list shows of a brand.
    package struct Entry: Sendable {
        package let id: Int
        package let name: String
        package let website: String
        let isArchived: Bool
        package let organization: Int
        package let revision: Int
        let generation: UInt32

        package var isActive: Bool { !isArchived }
    }

    private struct State {
        /// By organization, ascending by id.
        var entries: [Int: [Entry]] = [:]
    }

    private let state = Mutex(State())
    private let changes = Atomic(0)

    package init() {}

    /// The brands in use, ascending by id.
    package func active(in organization: Int) -> [Entry] {
        state.withLock { $0.entries[organization] ?? [] }.filter { !$0.isArchived }
    }

    /// Those of all organizations, archived ones included.
    package var entries: [Entry] { state.withLock { Array($0.entries.values.joined()) } }

    /// Grows with every change to any brand: what was computed from the directory, after reading this, holds while it stays the same.
    package var generation: Int { changes.load(ordering: .acquiring) }

    /// - Parameter generation: see ``AccessChanges/generation``.
    func apply(_ brands: [Brand], generation: UInt32) {
        guard !brands.isEmpty else { return }
        state.withLock { state in
            // Before the lock is given back: whoever sees the new number sees the new brands.
            changes.add(1, ordering: .releasing)
            for brand in brands {
                let entry = Entry(
                    id: brand.id, name: brand.name, website: brand.content.website, isArchived: brand.isArchived,
                    organization: brand.organization, revision: brand.revision, generation: generation)
                var list = state.entries.removeValue(forKey: brand.organization) ?? []
                let place = list.partitioningIndex(for: brand.id)
                if place < list.count, list[place].id == brand.id {
                    let held = list[place]
                    if (held.generation, held.revision) <= (generation, brand.revision) { list[place] = entry }
                } else {
                    list.insert(entry, at: place)
                }
                state.entries[brand.organization] = list
            }
        }
    }
}

extension [BrandDirectory.Entry] {
    /// Where the brand with this id stands or would stand.
    fileprivate func partitioningIndex(for id: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
