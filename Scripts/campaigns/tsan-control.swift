import Foundation
import Synchronization

/// The controls of the campaign tsan: state behind a contended mutex, which is no race, and with the argument `race`
/// a variable beside it that nothing guards, which is one.
final class Box: @unchecked Sendable {
    let guarded = Mutex<[Int]>([])
    // Unguarded on purpose.
    var bare = 0
}

@main
struct Control {
    static func main() {
        let box = Box()
        let races = CommandLine.arguments.contains("race")
        let threads = (0..<4).map { number in
            Thread {
                for turn in 0..<20_000 {
                    box.guarded.withLock {
                        $0.append(turn &+ number)
                        if $0.count > 100 { $0.removeAll() }
                    }
                    if races { box.bare &+= 1 }
                }
            }
        }
        for thread in threads { thread.start() }
        while threads.contains(where: { !$0.isFinished }) { usleep(1_000) }
    }
}
