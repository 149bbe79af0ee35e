// hnswlib under the commands of peer.h. Inserts as its Python binding does: the first vector alone, then several threads that
// take row numbers from one counter.
#include "peer.h"

// Its own check takes links to row 0 for wrong; check() below looks at more and throws.
#define NDEBUG
#include <hnswlib/hnswlib.h>

#include <atomic>
#include <memory>
#include <thread>
#include <unordered_set>

namespace {

class Index {
public:
    explicit Index(const peer::Options &options) : options_(options) {
#if !defined(USE_AVX512) && !defined(USE_AVX)
        std::cerr << "hnswlib uses neither AVX nor AVX-512 on this machine" << std::endl;
#endif
        if (options.cosine)
            space_ = std::make_unique<hnswlib::InnerProductSpace>(options.dimension);
        else
            space_ = std::make_unique<hnswlib::L2Space>(options.dimension);
    }

    void build(const float *rows, size_t count) {
        graph_ = std::make_unique<Graph>(space_.get(), count, options_.m, options_.efConstruction);
        graph_->addPoint(rows, 0);
        std::atomic<size_t> next{1};
        std::vector<std::thread> threads;
        for (size_t t = 0; t < options_.threads; t++)
            threads.emplace_back([&] {
                for (size_t row = next++; row < count; row = next++)
                    graph_->addPoint(rows + row * options_.dimension, row);
            });
        for (std::thread &thread : threads) thread.join();
    }

    void save(const std::string &file) { graph_->saveIndex(file); }

    void open(const std::string &file) { graph_ = std::make_unique<Graph>(space_.get(), file); }

    // Looks at every link of every layer; returns the links of the lowest one, and the rows to which none of them leads.
    std::pair<size_t, size_t> check() {
        size_t count = graph_->cur_element_count;
        if (graph_->enterpoint_node_ >= count) throw std::runtime_error("there is no such entry point");
        std::vector<int> inbound(count);
        size_t links = 0;
        for (size_t row = 0; row < count; row++) {
            for (int level = 0; level <= graph_->element_levels_[row]; level++) {
                auto *list = graph_->get_linklist_at_level(row, level);
                size_t size = graph_->getListCount(list);
                size_t most = level == 0 ? graph_->maxM0_ : graph_->maxM_;
                if (size > most) throw std::runtime_error("too many links: row " + std::to_string(row));
                auto *targets = reinterpret_cast<hnswlib::tableint *>(list + 1);
                std::unordered_set<size_t> seen;
                for (size_t i = 0; i < size; i++) {
                    size_t target = targets[i];
                    if (target >= count || target == row || !seen.insert(target).second ||
                        graph_->element_levels_[target] < level)
                        throw std::runtime_error("a wrong link: row " + std::to_string(row));
                    if (level == 0) inbound[target]++;
                }
                if (level == 0) links += size;
            }
        }
        quietly([&] { graph_->checkIntegrity(); });
        return {links, count > 1 ? std::count(inbound.begin(), inbound.end(), 0) : 0};
    }

    void search(const float *queries, size_t count, size_t ef, int64_t *found) {
        graph_->setEf(ef);
        for (size_t q = 0; q < count; q++) {
            auto nearest = graph_->searchKnn(queries + q * options_.dimension, peer::NEIGHBOURS);
            for (size_t i = nearest.size(); i > 0; i--) {
                found[q * peer::NEIGHBOURS + i - 1] = nearest.top().second;
                nearest.pop();
            }
        }
    }

private:
    using Graph = hnswlib::HierarchicalNSW<float>;

    template <typename Work>
    static void quietly(Work work) {
        std::ostringstream nowhere;
        std::streambuf *output = std::cout.rdbuf(nowhere.rdbuf());
        work();
        std::cout.rdbuf(output);
    }

    peer::Options options_;
    std::unique_ptr<hnswlib::SpaceInterface<float>> space_;
    std::unique_ptr<Graph> graph_;
};

}  // namespace

int main(int count, char **words) { return peer::run<Index>(count, words); }
