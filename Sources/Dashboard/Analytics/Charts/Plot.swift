/// Where the points of a chart lie in a box of 1000 by 1000 that is stretched.
struct Plot: Sendable {
    let axis: Axis
    /// Of the points, at even distances.
    let count: Int

    static let boxSize = 1000
    /// How high the picture is shown, in pixels: the scale beside it is not stretched.
    static let shownHeight = 180

    func x(_ index: Int) -> Int { count < 2 ? Self.boxSize / 2 : index * Self.boxSize / (count - 1) }

    func y(_ value: Double) -> Int { Int((Double(Self.boxSize) * (1 - axis.portion(value))).rounded()) }

    /// A line through the values, open where there is none.
    func line(_ values: [Double?]) -> String {
        var path = ""
        var isOpen = false
        for (index, value) in values.enumerated() {
            guard let value else {
                isOpen = false
                continue
            }
            // A point without neighbours is a line without length; ``loneDots(_:)`` makes it seen.
            path += isOpen ? "L\(x(index)) \(y(value))" : dot(index, value)
            isOpen = true
        }
        return path
    }

    /// Marks at the values that have no neighbour, and so no line.
    func loneDots(_ values: [Double?]) -> String {
        func has(_ index: Int) -> Bool { values.indices.contains(index) && values[index] != nil }
        return values.indices.map { index in
            guard let value = values[index], !has(index - 1), !has(index + 1) else { return "" }
            return dot(index, value)
        }.joined()
    }

    /// Lines without length, whose ends make marks: at every value, or at some of many.
    func dots(_ values: [Double?]) -> String {
        let step = max(1, values.count / Self.mostDots)
        return stride(from: 0, to: values.count, by: step).map { index in
            values[index].map { dot(index, $0) } ?? ""
        }.joined()
    }

    private func dot(_ index: Int, _ value: Double) -> String { "M\(x(index)) \(y(value))h0" }

    private static let mostDots = 30

    var grid: String { axis.steps.map { "M0 \(y($0))H\(Self.boxSize)" }.joined() }

    var marks: [LineChart.Mark] {
        axis.steps.map { LineChart.Mark(markY: y($0) * Self.shownHeight / Self.boxSize + 4, markText: axis.words($0)) }
    }

    /// What the pointer learns over each point.
    func hovers(_ tip: (Int) -> String) -> [LineChart.Hover] {
        let width = max(1, Self.boxSize / max(1, count - 1))
        return (0..<count).map { LineChart.Hover(hoverX: x($0) - width / 2, hoverWidth: width, hoverTip: tip($0)) }
    }
}
