/// The writer's side of the observations of one brand.
package struct ColumnStore: Sendable {
    /// The largest segment.
    package static let defaultSegmentRows = 131_072

    var codebook: Codebook
    /// With the number of its file, once it has one.
    var segments: [(segment: Segment, file: Int?)]
    private var catalog: SourceCatalog
    private let segmentRows: Int
    /// The revision up to which this holds everything, as the caller counts them.
    package var mark = 0
    /// The number of the next file.
    var nextFile = 1
    /// Where it was saved last, and the codebook's file with the count of its keys.
    var directory: String?
    var codebookFile: (number: Int, count: Int)?

    /// - Parameter segmentRows: how large segments may become.
    package init(segmentRows: Int = defaultSegmentRows) {
        self.init(codebook: Codebook(), segments: [], segmentRows: segmentRows)
    }

    init(codebook: Codebook, segments: [(segment: Segment, file: Int?)], segmentRows: Int) {
        self.codebook = codebook
        self.segments = segments
        self.segmentRows = max(1, segmentRows)
        catalog = SourceCatalog(codebook)
    }

    package var snapshot: ColumnSnapshot {
        ColumnSnapshot(
            segments: segments.map(\.segment), questions: codebook.questions.keys, settings: codebook.settings.keys,
            catalog: catalog)
    }

    /// Takes observations in. One whose id is known takes the place of that which had it. The last of several with one id counts.
    package mutating func apply(_ observations: [Observation], mark: Int? = nil) {
        if let mark { self.mark = mark }
        var last: [Int: Int] = [:]
        for (index, observation) in observations.enumerated() { last[observation.id] = index }
        let rows = last.count == observations.count ? observations : last.values.sorted().map { observations[$0] }
        guard !rows.isEmpty else { return }
        drop(Set(last.keys))
        for start in stride(from: 0, to: rows.count, by: segmentRows) {
            let part = Array(rows[start..<min(start + segmentRows, rows.count)])
            segments.append((SegmentBuilder.segment(of: part, codebook: &codebook), nil))
            merge()
        }
        if catalog.sources.count != codebook.sources.keys.count {
            catalog = SourceCatalog(codebook, after: catalog)
        }
    }

    private mutating func drop(_ ids: Set<Int>) {
        guard let least = ids.min(), let most = ids.max() else { return }
        for index in segments.indices.reversed() where segments[index].segment.ids.overlaps(least...most) {
            let segment = segments[index].segment
            let column = segment.columns.ids
            let rows = column.indices.filter { column[$0] >= least && column[$0] <= most && ids.contains(Int(column[$0])) }
            guard !rows.isEmpty else { continue }
            if let rest = SegmentBuilder.segment(merging: [segment], without: [rows]) {
                segments[index] = (rest, nil)
            } else {
                segments.remove(at: index)
            }
        }
    }

    /// Joins the last segments while that costs little for what it saves: a row is copied about as often as its segment doubles.
    private mutating func merge() {
        while segments.count > 1 {
            let last = segments[segments.count - 1].segment
            let previous = segments[segments.count - 2].segment
            guard last.shape.rows * 2 >= previous.shape.rows, last.shape.rows + previous.shape.rows <= segmentRows,
                last.shape.citations + previous.shape.citations < 1 << 31,
                let merged = SegmentBuilder.segment(merging: [previous, last], without: [[], []])
            else { return }
            segments.removeLast(2)
            segments.append((merged, nil))
        }
    }
}
