extension Comparison {
    /// Puts the rows of two results side by side, by the rules of ``Comparison``.
    /// - Parameters:
    ///   - current: the complete result of ``current``.
    ///   - prior: the complete result of ``prior``.
    /// - Returns: columns as in ``plan``.
    /// - Throws: ``QueryFault/badRequest(detail:)`` where a side has more groups than ``mostGroups``.
    package func align(_ current: QueryResult, _ prior: QueryResult) throws(QueryFault) -> ComparisonResult {
        guard max(current.rowCount, prior.rowCount) <= Self.mostGroups else {
            throw .badRequest(
                detail:
                    "This comparison has more than \(Self.mostGroups) groups: ask for fewer dimensions, a shorter period or more filters."
            )
        }
        let keys = GroupKeys(
            current: current, start: self.current.period.lowerBound, prior: prior, start: self.prior.period.lowerBound)
        let passed = plan.having.isEmpty ? keys.pairs : keys.pairs.filter { passes($0, current, prior) }
        let rows = page(passed, current, prior)
        return ComparisonResult(
            current: side(current, rows.map(\.current), keys, rows.map(\.key), \.current),
            prior: side(prior, rows.map(\.prior), keys, rows.map(\.key), \.prior), rowCount: rows.count,
            groupCount: passed.count)
    }

    private func page(_ rows: [GroupKeys.Pair], _ current: QueryResult, _ prior: QueryResult) -> ArraySlice<GroupKeys.Pair> {
        let (offset, limit) = (max(0, plan.offset), max(0, plan.limit))
        guard let order = plan.order else { return rows.dropFirst(offset).prefix(limit) }
        let (numbers, numbersBefore) = (current.numbers(of: order.metric), prior.numbers(of: order.metric))
        let missing = order.metric.isCount ? 0 : Double.nan
        var first = FirstRows(most: min(rows.count, offset.addingReportingOverflow(limit).overflow ? .max : offset + limit))
        var places: [Int] = []
        for (place, row) in rows.enumerated() {
            let rank = RowRank(
                order, now: row.current.map { numbers[$0] } ?? missing,
                before: row.prior.map { numbersBefore[$0] } ?? missing, place: place)
            guard let number = first.number(for: rank) else { continue }
            if number < places.count { places[number] = place } else { places.append(place) }
        }
        return first.sorted.dropFirst(offset).map { rows[places[$0]] }[...]
    }

    private func passes(_ pair: GroupKeys.Pair, _ current: QueryResult, _ prior: QueryResult) -> Bool {
        let (result, row) = pair.current.map { (current, $0) } ?? (prior, pair.prior ?? 0)
        return plan.having.allSatisfy { $0.isMet(by: result.value(of: $0.metric, row)) }
    }

    /// - Parameters:
    ///   - rows: of `result`, `nil` for groups that it lacks.
    ///   - groups: as many.
    private func side(
        _ result: QueryResult, _ rows: [Int?], _ keys: GroupKeys, _ groups: [Int],
        _ shown: KeyPath<GroupKeys.Axis, GroupKeys.Shown>
    ) -> ComparisonResult.Side {
        var axes = keys.axes[...]
        let columns = result.columns.prefix(plan.fields.count).map { column -> QueryResult.Column in
            switch column {
            case .dimension(let dimension, _, _):
                let axis = axes.popFirst()
                return axis.map { axis in
                    axis[keyPath: shown].column(dimension, ranks: groups.map { axis.ranks[$0] })
                } ?? column
            case .count(let metric, let numbers): return .count(metric, rows.map { $0.map { numbers[$0] } ?? 0 })
            case .number(let metric, let numbers): return .number(metric, rows.map { $0.map { numbers[$0] } ?? .nan })
            }
        }
        return ComparisonResult.Side(
            result: QueryResult(columns: columns, rowCount: rows.count), isMissing: rows.map { $0 == nil })
    }
}

extension QueryResult {
    /// NaN for null, and for a metric that was not asked for.
    fileprivate func value(of wanted: Metric, _ row: Int) -> Double {
        for column in columns {
            switch column {
            case .count(let metric, let numbers) where metric == wanted: return Double(numbers[row])
            case .number(let metric, let numbers) where metric == wanted: return numbers[row]
            default: continue
            }
        }
        return .nan
    }
}
