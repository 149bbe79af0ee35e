// faiss's IndexHNSWFlat under the commands of peer.h.
//
// Debian compiles faiss for every x86-64, where a distance is a loop over single numbers. To compare with what faiss is when compiled
// for this machine, its graph computes distances with the functions below.
#include "peer.h"

#include <faiss/IndexHNSW.h>
#include <faiss/index_io.h>
#include <omp.h>

#include <cstring>
#include <memory>

namespace {

constexpr size_t LANES = 16;
typedef float Lanes __attribute__((vector_size(LANES * sizeof(float))));

inline Lanes load(const float *from) {
    Lanes lanes;
    std::memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

// The squared Euclidean distance, or the inner product.
template <bool PRODUCT>
float compare(const float *a, const float *b, size_t dimension) {
    constexpr size_t SUMS = 4;
    Lanes sums[SUMS] = {};
    size_t i = 0;
    for (; i + SUMS * LANES <= dimension; i += SUMS * LANES)
        for (size_t s = 0; s < SUMS; s++) {
            Lanes x = load(a + i + s * LANES), y = load(b + i + s * LANES);
            sums[s] += PRODUCT ? x * y : (x - y) * (x - y);
        }
    Lanes all = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    float sum = 0;
    for (size_t lane = 0; lane < LANES; lane++) sum += all[lane];
    for (; i < dimension; i++) sum += PRODUCT ? a[i] * b[i] : (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

template <bool PRODUCT>
struct Comparer : faiss::FlatCodesDistanceComputer {
    explicit Comparer(const faiss::IndexFlat &rows)
        : FlatCodesDistanceComputer(rows.codes.data(), rows.code_size), dimension(rows.d) {}

    void set_query(const float *x) override { query = x; }

    float distance_to_code(const uint8_t *code) override {
        return compare<PRODUCT>(query, reinterpret_cast<const float *>(code), dimension);
    }

    float symmetric_dis(idx_t i, idx_t j) override {
        return compare<PRODUCT>(row(i), row(j), dimension);
    }

    const float *row(idx_t i) const { return reinterpret_cast<const float *>(codes + i * code_size); }

    const float *query = nullptr;
    size_t dimension;
};

struct Rows : faiss::IndexFlat {
    Rows(size_t dimension, faiss::MetricType metric)
        : IndexFlat(static_cast<idx_t>(dimension), metric) {}

    faiss::FlatCodesDistanceComputer *get_FlatCodesDistanceComputer() const override {
        if (metric_type == faiss::METRIC_INNER_PRODUCT) return new Comparer<true>(*this);
        return new Comparer<false>(*this);
    }
};

class Index {
public:
    explicit Index(const peer::Options &options) : options_(options) {}

    void build(const float *rows, size_t count) {
        omp_set_num_threads(static_cast<int>(options_.threads));
        auto graph = std::make_unique<faiss::IndexHNSWFlat>(
            static_cast<int>(options_.dimension), static_cast<int>(options_.m), metric());
        graph->hnsw.efConstruction = static_cast<int>(options_.efConstruction);
        replace(*graph);
        graph->add(static_cast<faiss::Index::idx_t>(count), rows);
        graph_ = std::move(graph);
    }

    void save(const std::string &file) { faiss::write_index(graph_.get(), file.c_str()); }

    void open(const std::string &file) {
        std::unique_ptr<faiss::Index> read(faiss::read_index(file.c_str()));
        if (dynamic_cast<faiss::IndexHNSW *>(read.get()) == nullptr)
            throw std::runtime_error("no HNSW index: " + file);
        graph_.reset(static_cast<faiss::IndexHNSW *>(read.release()));
        replace(*graph_);
    }

    // Counts the links of the lowest layer, and the rows to which none of them leads.
    std::pair<size_t, size_t> check() {
        size_t count = graph_->ntotal;
        std::vector<int> inbound(count);
        size_t links = 0;
        for (size_t row = 0; row < count; row++) {
            size_t begin, end;
            graph_->hnsw.neighbor_range(static_cast<faiss::Index::idx_t>(row), 0, &begin, &end);
            for (; begin < end && graph_->hnsw.neighbors[begin] >= 0; begin++, links++)
                inbound.at(graph_->hnsw.neighbors[begin])++;
        }
        return {links, count > 1 ? std::count(inbound.begin(), inbound.end(), 0) : 0};
    }

    // A call of its own for each query would clear a mark for every row each time.
    void search(const float *queries, size_t count, size_t ef, int64_t *found) {
        omp_set_num_threads(1);
        graph_->hnsw.efSearch = static_cast<int>(ef);
        distances_.resize(count * peer::NEIGHBOURS);
        graph_->search(static_cast<faiss::Index::idx_t>(count), queries, peer::NEIGHBOURS,
                       distances_.data(), found);
    }

private:
    faiss::MetricType metric() const {
        return options_.cosine ? faiss::METRIC_INNER_PRODUCT : faiss::METRIC_L2;
    }

    // Puts the same vectors behind other distance functions.
    void replace(faiss::IndexHNSW &graph) const {
        auto *old = dynamic_cast<faiss::IndexFlat *>(graph.storage);
        if (old == nullptr) throw std::runtime_error("the vectors are not stored as they are");
        auto rows = std::make_unique<Rows>(options_.dimension, metric());
        rows->codes = std::move(old->codes);
        rows->ntotal = old->ntotal;
        delete old;
        graph.storage = rows.release();
    }

    peer::Options options_;
    std::unique_ptr<faiss::IndexHNSW> graph_;
    std::vector<float> distances_;
};

}  // namespace

int main(int count, char **words) { return peer::run<Index>(count, words); }
