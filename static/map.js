/* Makes the drawn map of the world one to move and zoom. Without this script it stays as it is. */
"use strict";

(() => {
  const figure = document.querySelector(".world");
  if (!figure || !window.L || !L.markerClusterGroup) return;

  const drawn = figure.querySelector("svg");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [left, top, width, height] = drawn.getAttribute("viewBox").split(" ").map(Number);
  const bounds = L.latLngBounds(at(left, top), at(left + width, top + height));
  // Discs nearer than this become one; a phone, where the world is small, shows more for it.
  const REACH = drawn.clientWidth < 500 ? 46 : 60;
  const CLOSEST = 2.5;

  function at(x, y) {
    return L.latLng(-y, x);
  }

  function element(name, className, text = "") {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function counted(number, noun) {
    return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
  }

  /* The lines of a path of world.svg: absolute starts, relative steps. */
  function linesOf(path) {
    return path.getAttribute("d").split("M").slice(1).map((line) => {
      const [start, steps] = line.replace("z", "").split("l");
      let [x, y] = start.split(",").map(Number);
      return [at(x, y), ...steps.split(" ").map((step) => {
        const [right, down] = step.split(",").map(Number);
        return at((x += right), (y += down));
      })];
    });
  }

  async function drawOutlines(map) {
    const text = await (await fetch(figure.dataset.outlines)).text();
    const world = new DOMParser().parseFromString(text, "image/svg+xml");
    const lines = (id) => linesOf(world.getElementById(id));
    const plain = { interactive: false, smoothFactor: 0.5, weight: 0.8 };
    // Rings within a ring are lakes: even-odd filling leaves them open.
    L.polygon([lines("land")], { ...plain, stroke: false, fillOpacity: 1, className: "land" }).addTo(map);
    L.polyline(lines("borders"), { ...plain, className: "borders" }).addTo(map);
  }

  /* Round the number, and the larger the more; never less than a finger needs. */
  function sizeOf(meetings) {
    const text = meetings.toLocaleString("en-GB").length;
    return Math.round(Math.max(24 + 5.5 * Math.log10(meetings), 8 + 7.6 * text));
  }

  function disc(className, meetings, name) {
    const inside = element("span", "", meetings.toLocaleString("en-GB"));
    inside.append(element("span", "unseen", ` ${name}`));
    const size = sizeOf(meetings);
    return L.divIcon({ className: `disc ${className}`, html: inside, iconSize: [size, size] });
  }

  function clusterDisc(cluster) {
    const meetings = cluster.getAllChildMarkers().reduce((sum, { options }) => sum + options.meetings, 0);
    const places = counted(cluster.getChildCount(), "place");
    return disc("cluster", meetings, `meetings in ${places}: show them`);
  }

  function markerOf(link) {
    const [circle, name] = [link.querySelector("circle"), link.dataset.place];
    const [meetings, address] = [Number(link.dataset.meetings), link.getAttribute("href")];
    const words = counted(meetings, "meeting").split(" ")[1];
    const icon = disc("place", meetings, `${words}: ${name}`);
    const marker = L.marker(at(circle.cx.baseVal.value, circle.cy.baseVal.value), { icon, meetings, title: name });
    return marker.bindPopup(() => popup(name, meetings, address), { autoPanPadding: [30, 30] });
  }

  function popup(name, meetings, address) {
    const box = element("div", "found");
    const title = element("strong", "", name);
    title.dir = "auto";
    const link = element("a", "", counted(meetings, "meeting"));
    link.href = address;
    box.append(title, link);
    return box;
  }

  function fit(map, markers) {
    const whole = map.getBoundsZoom(bounds);
    map.setMinZoom(whole);
    map.setView(bounds.getCenter(), whole, { animate: false });
    const found = markers.getLayers().length ? markers.getBounds().pad(0.15) : bounds;
    if (map.getBoundsZoom(found) > whole + 1) map.fitBounds(found, { maxZoom: 0, animate: false });
  }

  function start() {
    const canvas = element("div", "canvas");
    canvas.setAttribute("role", "region");
    canvas.setAttribute("aria-label", "Map of the places, the same as in the list by country");
    drawn.before(canvas);
    figure.classList.add("alive");
    const map = L.map(canvas, {
      crs: L.CRS.Simple,
      attributionControl: false,
      maxBounds: bounds.pad(0.1),
      maxBoundsViscosity: 1,
      maxZoom: CLOSEST,
      minZoom: -6,
      scrollWheelZoom: false,
      zoomControl: false,
      zoomSnap: 0,
      zoomDelta: 0.75,
      fadeAnimation: !still,
      markerZoomAnimation: !still,
      zoomAnimation: !still,
    });
    const markers = L.markerClusterGroup({
      animate: !still,
      iconCreateFunction: clusterDisc,
      maxClusterRadius: REACH,
      showCoverageOnHover: false,
    });
    markers.addLayers([...drawn.querySelectorAll("a[data-place]")].map(markerOf));
    fit(map, markers);
    map.addLayer(markers);
    // Over the South Pacific it hides nothing.
    L.control.zoom({ position: "bottomleft" }).addTo(map);
    // Whoever opened it with a key goes on within it, and comes back from it.
    map.on("popupopen", ({ popup: open }) => open.getElement().querySelector(".found a").focus());
    canvas.addEventListener("keydown", ({ key }) => key === "Escape" && map.closePopup());
    map.on("popupclose", ({ popup: shut }) => {
      const icon = shut._source && shut._source.getElement();
      if (icon) icon.focus({ preventScroll: true });
    });
    return map;
  }

  drawOutlines(start()).catch(() => figure.classList.remove("alive"));
})();
