import "../backend/polyfill";
