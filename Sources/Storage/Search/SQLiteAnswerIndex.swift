package import Catalog
package import Foundation
internal import Synchronization

/// The indexes of all brands, a file each in one directory, so that none sees the words of another. They may be removed while the
/// server is stopped.
package final class SQLiteAnswerIndex: AnswerIndex {
    /// Files that are open at a time; more are closed again.
    private static let mostOpen = 16

    private let directory: URL
    private let few: Int
    private let shelf = Mutex(Shelf())

    private struct Shelf {
        var open: [Int: BrandIndex] = [:]
        /// Least recently used first.
        var order: [Int] = []
        /// Of the brands whose index can be relied on.
        var marks: [Int: Int] = [:]
        /// Of the brands whose index could not be searched.
        var suspects: Set<Int> = []
    }

    /// - Parameters:
    ///   - directory: that only this process writes.
    ///   - few: so many answers of a brand are looked through at once, however busy the machine is: nobody is to go on by hand there.
    package init(directory: URL, few: Int = 5000) {
        self.directory = directory
        self.few = few
    }

    // MARK: Searching

    package func mark(of brand: Int) -> Int? { shelf.withLock { $0.marks[brand] } }

    package func places(
        _ condition: AnswerCondition, _ part: AnswerPart, limit: Int, without ids: Set<Int>, of brand: Int,
        while isWanted: @escaping @Sendable () -> Bool
    ) async throws -> FoundPlaces? {
        do {
            return try await index(of: brand).places(
                condition, part, limit: limit, without: ids, few: few, while: isWanted)
        } catch let error as CancellationError {
            throw error
        } catch {
            // Whoever fills it makes it anew, where it is damaged.
            shelf.withLock { shelf in
                shelf.marks.removeValue(forKey: brand)
                if case StoreError.failed = error { shelf.suspects.insert(brand) }
            }
            return nil
        }
    }

    // MARK: Filling

    package func state(of brand: Int) async throws -> AnswerIndexState {
        guard !shelf.withLock({ $0.suspects.contains(brand) }) else {
            throw AnswerIndexDamaged(reason: "it could not be searched")
        }
        if let state = try await naming(damage: { try await index(of: brand).state() }) { return state }
        try await reset(brand)
        return .empty
    }

    package func rely(on state: AnswerIndexState, of brand: Int) { shelf.withLock { $0.marks[brand] = state.mark } }

    package func add(_ answers: [SearchedAnswer], reaching state: AnswerIndexState, of brand: Int) async throws {
        let entries = try answers.map { answer in
            guard let entry = BrandIndex.Entry(answer) else {
                throw StoreError.failed("the search index has no room for an answer with the id \(answer.place.id)")
            }
            return entry
        }
        try await naming(damage: { try await index(of: brand).add(entries.sorted { $0.number < $1.number }, reaching: state) })
        shelf.withLock { shelf in if shelf.marks[brand] != nil { shelf.marks[brand] = state.mark } }
    }

    private func naming<T>(damage body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch StoreError.failed(let reason) {
            throw AnswerIndexDamaged(reason: reason)
        }
    }

    package func reset(_ brand: Int) async throws {
        let open = shelf.withLock { shelf in
            shelf.marks.removeValue(forKey: brand)
            shelf.suspects.remove(brand)
            shelf.order.removeAll { $0 == brand }
            return shelf.open.removeValue(forKey: brand)
        }
        // A search that still reads it goes on with what it has.
        try? open?.database.close()
        for suffix in ["", "-wal", "-shm"] {
            let file = URL(filePath: self.file(of: brand).path + suffix)
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            do {
                try FileManager.default.removeItem(at: file)
            } catch {
                throw StoreError.failed("\(file.path) cannot be removed: \(error.localizedDescription)")
            }
        }
    }

    /// Closes all files; what they hold stays.
    package func close() {
        let open = shelf.withLock { shelf in
            defer { shelf = Shelf() }
            return Array(shelf.open.values)
        }
        for index in open { try? index.database.close() }
    }

    // MARK: Files

    private func file(of brand: Int) -> URL { directory.appending(path: "\(brand).sqlite") }

    private func index(of brand: Int) async throws -> BrandIndex {
        let known = shelf.withLock { shelf in
            if shelf.open[brand] != nil {
                shelf.order.removeAll { $0 == brand }
                shelf.order.append(brand)
            }
            return shelf.open[brand]
        }
        if let known { return known }
        let opened = try await BrandIndex(at: file(of: brand))
        return shelf.withLock { shelf in
            // Somebody else may have been as fast.
            if let other = shelf.open[brand] { return other }
            shelf.open[brand] = opened
            shelf.order.append(brand)
            // Whoever uses one that is let go of here keeps it until they are done.
            while shelf.order.count > Self.mostOpen { shelf.open.removeValue(forKey: shelf.order.removeFirst()) }
            return opened
        }
    }
}
