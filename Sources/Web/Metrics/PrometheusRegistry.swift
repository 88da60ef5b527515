package import CoreMetrics
internal import Synchronization

/// A backend for swift-metrics that keeps every series in memory and writes them as Prometheus text (version 0.0.4).
///
/// Timers and aggregating recorders are histograms in seconds with fixed buckets from 1 µs to 10 s; gauges and other
/// recorders hold their last value.
package final class PrometheusRegistry: MetricsFactory, Sendable {
    private struct SeriesKey: Hashable {
        let name: String
        let labels: String
    }

    private let series = Mutex<[SeriesKey: Series]>([:])

    package init() {}

    private func series(_ label: String, _ dimensions: [(String, String)], _ kind: Series.Kind) -> Series {
        let key = SeriesKey(name: PrometheusText.name(label), labels: PrometheusText.labels(dimensions))
        return series.withLock { series in
            if let existing = series[key] { return existing }
            let new = Series(kind)
            series[key] = new
            return new
        }
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, .counter)
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, dimensions, .counter)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, .gauge)
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        series(label, dimensions, aggregate ? .histogram : .gauge)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, .histogram)
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// Every series, by name and labels.
    package func text() -> String {
        let all = series.withLock { $0 }.sorted { ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels) }
        var lines: [String] = []
        var lastName = ""
        for (key, series) in all {
            if key.name != lastName { lines.append("# TYPE \(key.name) \(series.kind.rawValue)") }
            lastName = key.name
            lines += series.lines(name: key.name, labels: key.labels)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Names and labels as the Prometheus text format wants them.
enum PrometheusText {
    static func name(_ label: String) -> String {
        String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") ? $0 : "_" })
    }

    /// `route="/v1/brands",status="200"`
    static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.map { name, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(Self.name(name))=\"\(escaped)\""
        }.joined(separator: ",")
    }
}
