/// A table for loops: an array behind a plain pointer, which costs them no counting of references and no checks.
final class Lookup<Element: BitwiseCopyable> {
    let pointer: UnsafePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        let buffer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        elements.withUnsafeBufferPointer { elements in
            if let start = elements.baseAddress { buffer.initialize(from: start, count: elements.count) }
        }
        pointer = UnsafePointer(buffer)
        count = elements.count
    }

    deinit { pointer.deallocate() }

    @inline(__always)
    subscript(_ index: Int) -> Element { pointer[index] }
}
