package import Catalog
package import NIOCore

/// A file of answers, written in portions: the same rows and lines that the list of responses gives.
package struct AnswerFileFormat: Sendable {
    private let formatter: AnswerFormatter

    package init(_ format: ExportRequest.Format, of brand: Brand) {
        formatter = AnswerFormatter(format: format == .csv ? .csv : .ndjson, brand: brand)
    }

    /// What the file begins with.
    package var opening: ByteBuffer { formatter.fileOpening }

    package func portion(_ answers: [ObservedAnswer]) -> ByteBuffer { formatter.items(answers, isFirst: true) }
}
